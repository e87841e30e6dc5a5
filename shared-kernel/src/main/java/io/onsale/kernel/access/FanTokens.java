package io.onsale.kernel.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import io.onsale.kernel.jws.CompactJws;
import java.util.Map;
import java.util.Optional;

/**
 * Fans' access tokens: HS256 under one secret that only our services hold.
 *
 * <p>A fan's token is verified in the second when everybody arrives, mostly for the first time; a MAC costs a hundredth of what
 * an RSA signature does. The secret can make fans, never staff: see {@link AccessTokenVerifier}.
 */
public final class FanTokens {
    /** Shortest secret, in bytes: as long as the MAC, as RFC 7518 section 3.2 asks. */
    public static final int SECRET_BYTES_MIN = 32;

    static final String KEY_ID = "fan";

    private final JWSSigner signer;
    private final JWSVerifier verifier;

    public FanTokens(byte[] secret) {
        if (secret.length < SECRET_BYTES_MIN) {
            throw new IllegalArgumentException("the fan token secret needs at least " + SECRET_BYTES_MIN + " bytes");
        }
        try {
            signer = new MACSigner(secret);
            verifier = new MACVerifier(secret);
        } catch (JOSEException e) {
            throw new IllegalArgumentException("not usable as a secret", e);
        }
    }

    /** Signs {@code claims}, which must be a fan's. */
    String sign(Map<String, Object> claims) {
        return CompactJws.sign(JWSAlgorithm.HS256, KEY_ID, AccessTokenVerifier.TYPE, claims, signer);
    }

    Optional<Map<String, Object>> claims(CompactJws jws) {
        return jws.claimsIfSignedBy(JWSAlgorithm.HS256, verifier);
    }
}
