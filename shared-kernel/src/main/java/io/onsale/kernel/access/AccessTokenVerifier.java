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
 * Checks access tokens without asking anyone. The key id decides the algorithm and the roles it may speak for: the fans' MAC key
 * only {@link Role#FAN}, a staff key every role but that one. So whoever steals the MAC key from a service that only verifies
 * can pose as a fan, never as a manager.
 *
 * <p>Thread-safe. Keeps no tokens: callers remember staff's, which cost an RSA verification, within a bound.
 */
public final class AccessTokenVerifier {
    static final String ISSUER = "onsale";
    /**
     * How long a token of staff or of a service may be good for, from its beginning and from now. What a leaked key has signed is worthless
     * soon after; without a bound it would be good for as long as its forger liked.
     */
    public static final Duration STAFF_LIFE_MAX = Duration.ofHours(2);

    private static final Duration CLOCKS_MAX = Duration.ofMinutes(1); // how far ahead the issuer's clock may be

    static final String TYPE = "at+jwt"; // RFC 9068: keeps a pass from being taken for an access token

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
            return new Refused("signature or form does not fit");
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
            return new Refused("not in the one form of a fan's token");
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
            return new Refused("signature does not fit");
        }
        Map<String, Object> claims = signed.get();
        Instant expiresAt = CompactJws.time(claims, "exp");
        return expiresAt != null && lastsTooLong(claims, expiresAt)
                ? new Refused("lasts too long")
                : accept(
                        CompactJws.text(claims, "iss"),
                        CompactJws.text(claims, "sub"),
                        role(CompactJws.text(claims, "role")),
                        expiresAt,
                        keyId);
    }

    /** A token without {@code iat} is of an older build; the end alone bounds it. */
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
            return new Refused("claims are missing or not ours");
        }
        if ((role == Role.FAN) != keyId.equals(FanTokens.KEY_ID)) {
            return new Refused("this key does not speak for " + role);
        }
        if (expiresAt.isAfter(TimeRule.MAX)) {
            return new Refused("claims are missing or not ours");
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
