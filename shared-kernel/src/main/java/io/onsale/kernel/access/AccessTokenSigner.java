package io.onsale.kernel.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.onsale.kernel.jws.CompactJws;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Issues access tokens: for fans by MAC, for everybody else by RS256. */
public final class AccessTokenSigner {
    private final FanTokens fans;
    private final RSAKey staffKey;
    private final JWSSigner staffSigner;
    private final Clock clock;

    /** @param staffKey private RSA key, at least 2048 bits, with a key id */
    public AccessTokenSigner(FanTokens fans, RSAKey staffKey) {
        this(fans, staffKey, Clock.systemUTC());
    }

    /** @param clock gives the issue time of staff tokens */
    public AccessTokenSigner(FanTokens fans, RSAKey staffKey, Clock clock) {
        this.fans = fans;
        this.clock = clock;
        this.staffKey = staffKey;
        try {
            this.staffSigner = new RSASSASigner(staffKey);
        } catch (JOSEException e) {
            throw new IllegalArgumentException("not a private RSA key", e);
        }
    }

    /** The token for {@code principal}; valid until its {@code expiresAt}. */
    public String sign(Principal principal) {
        return principal.role() == Role.FAN
                ? fans.sign(principal)
                : CompactJws.sign(
                        JWSAlgorithm.RS256,
                        staffKey.getKeyID(),
                        AccessTokenVerifier.TYPE,
                        staffClaims(principal),
                        staffSigner);
    }

    private Map<String, Object> staffClaims(Principal staff) {
        Instant now = clock.instant();
        if (staff.expiresAt().isAfter(now.plus(AccessTokenVerifier.STAFF_LIFE_MAX))) {
            throw new IllegalArgumentException("the lifetime of this staff token exceeds what verifiers accept");
        }
        Map<String, Object> claims = claims(staff);
        claims.put("iat", now.getEpochSecond());
        return claims;
    }

    static Map<String, Object> claims(Principal principal) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", AccessTokenVerifier.ISSUER);
        claims.put("sub", principal.id());
        claims.put("role", principal.role().name());
        claims.put("exp", principal.expiresAt().getEpochSecond());
        return claims;
    }

    /** The public half of the staff key, as served under {@code /api/v1/keys/access} (RFC 7517). */
    public Map<String, Object> publicKeys() {
        return new JWKSet(staffKey.toPublicJWK()).toJSONObject();
    }
}
