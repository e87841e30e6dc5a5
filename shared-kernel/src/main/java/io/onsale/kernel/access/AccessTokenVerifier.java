package io.onsale.kernel.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.onsale.kernel.access.AccessCheck.Accepted;
import io.onsale.kernel.access.AccessCheck.Refused;
import io.onsale.kernel.access.AccessCheck.UnknownKey;
import io.onsale.kernel.jws.CompactJws;
import io.onsale.kernel.time.TimeRule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks access tokens locally. The key id decides the algorithm and the roles that the key may sign: the fans' MAC key only {@link
 * Role#FAN}, a staff key every other role. So a thief of the MAC key, which every verifying service holds, can pose as a fan but never as a
 * manager.
 *
 * <p>Thread-safe. Caches nothing: callers keep a bounded cache of staff tokens, each of which costs an RSA verification.
 */
public final class AccessTokenVerifier {
    static final String ISSUER = "onsale";
    private static final String BAD_CLAIMS = "claims are missing or not issued by us";
    /**
     * Maximum lifetime of a token of staff or of a service, counted from its issue and from now. It limits the damage of a leaked key:
     * without a bound, forged tokens would be valid for as long as their forger liked.
     */
    public static final Duration STAFF_LIFE_MAX = Duration.ofHours(2);

    private static final Duration CLOCKS_MAX = Duration.ofMinutes(1); // tolerated lead of the issuer's clock

    static final String TYPE = "at+jwt"; // RFC 9068; distinguishes access tokens from passes

    private final FanTokens fans;
    private final Clock clock;

    public AccessTokenVerifier(FanTokens fans, Clock clock) {
        this.fans = fans;
        this.clock = clock;
    }

    /** Checks {@code token} against the fans' key and the staff keys in {@code staffKeys}. */
    public AccessCheck check(String token, JWKSet staffKeys) {
        return fans.areMeantBy(token) ? checkFan(token) : checkStaff(token, staffKeys);
    }

    private AccessCheck checkFan(String token) {
        FanClaims claims = fans.claims(token);
        if (claims == null) {
            return new Refused("invalid signature or form");
        }
        return accept(
                claims.iss(), claims.sub(), role(claims.role()), Instant.ofEpochSecond(claims.exp()), FanTokens.KEY_ID);
    }

    private AccessCheck checkStaff(String token, JWKSet staffKeys) {
        Optional<CompactJws> jws = CompactJws.read(token, TYPE);
        if (jws.isEmpty()) {
            return new Refused("not an access token");
        }
        String keyId = jws.get().keyId();
        if (keyId.equals(FanTokens.KEY_ID)) {
            return new Refused("not in the fixed form of a fan's token");
        }
        JWK key = staffKeys.getKeyByKeyId(keyId);
        return key == null ? new UnknownKey(keyId) : accept(staffClaims(jws.get(), key), keyId);
    }

    private static Optional<Map<String, Object>> staffClaims(CompactJws jws, JWK key) {
        try {
            return jws.claimsIfSignedBy(JWSAlgorithm.RS256, new RSASSAVerifier(key.toRSAKey()));
        } catch (JOSEException | ClassCastException e) {
            return Optional.empty(); // the key set holds something else under this id
        }
    }

    private AccessCheck accept(Optional<Map<String, Object>> signed, String keyId) {
        if (signed.isEmpty()) {
            return new Refused("invalid signature");
        }
        Map<String, Object> claims = signed.get();
        Instant expiresAt = CompactJws.time(claims, "exp");
        return expiresAt != null && lastsTooLong(claims, expiresAt)
                ? new Refused("lifetime too long")
                : accept(
                        CompactJws.text(claims, "iss"),
                        CompactJws.text(claims, "sub"),
                        role(CompactJws.text(claims, "role")),
                        expiresAt,
                        keyId);
    }

    /** A token without {@code iat} comes from an older build; then only its expiry is checked. */
    private boolean lastsTooLong(Map<String, Object> claims, Instant expiresAt) {
        Instant now = clock.instant();
        if (expiresAt.isAfter(now.plus(STAFF_LIFE_MAX))) {
            return true;
        }
        if (!claims.containsKey("iat")) {
            return false;
        }
        Instant issuedAt = CompactJws.time(claims, "iat");
        return issuedAt == null
                || issuedAt.isAfter(now.plus(CLOCKS_MAX))
                || expiresAt.isAfter(issuedAt.plus(STAFF_LIFE_MAX));
    }

    private AccessCheck accept(
            @Nullable String issuer,
            @Nullable String id,
            @Nullable Role role,
            @Nullable Instant expiresAt,
            String keyId) {
        if (!ISSUER.equals(issuer) || id == null || role == null || expiresAt == null) {
            return new Refused(BAD_CLAIMS);
        }
        if ((role == Role.FAN) != keyId.equals(FanTokens.KEY_ID)) {
            return new Refused("this key may not sign the role " + role);
        }
        if (expiresAt.isAfter(TimeRule.MAX)) {
            return new Refused(BAD_CLAIMS);
        }
        return expiresAt.isAfter(clock.instant())
                ? new Accepted(new Principal(id, role, expiresAt), keyId)
                : new Refused("expired");
    }

    private static @Nullable Role role(@Nullable String name) {
        for (Role role : Role.values()) {
            if (role.name().equals(name)) {
                return role;
            }
        }
        return null;
    }
}
