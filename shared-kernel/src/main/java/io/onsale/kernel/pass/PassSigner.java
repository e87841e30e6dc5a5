package io.onsale.kernel.pass;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import io.onsale.kernel.jws.CompactJws;
import java.util.LinkedHashMap;
import java.util.Map;

/** Issues passes, ES256: seat-api verifies them locally and cannot make them. */
public final class PassSigner {
    private final ECKey key;
    private final JWSSigner signer;

    /** @param key private P-256 key with a key id */
    public PassSigner(ECKey key) {
        this.key = key;
        try {
            this.signer = new ECDSASigner(key);
        } catch (JOSEException e) {
            throw new IllegalArgumentException("not a private P-256 key", e);
        }
    }

    public String sign(Pass pass) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", PassVerifier.ISSUER);
        claims.put("aud", pass.sale().value());
        claims.put("sub", pass.fan().value());
        claims.put("jti", pass.id());
        claims.put("since", pass.since().toEpochMilli());
        claims.put("exp", pass.expiresAt().getEpochSecond());
        return CompactJws.sign(JWSAlgorithm.ES256, key.getKeyID(), PassVerifier.TYPE, claims, signer);
    }

    /** The public key set, as served under {@code /api/v1/keys/passes} (RFC 7517). */
    public Map<String, Object> publicKeys() {
        return new JWKSet(key.toPublicJWK()).toJSONObject();
    }
}
