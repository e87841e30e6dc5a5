package io.onsale.kernel.pass;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.MalformedId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.jws.CompactJws;
import io.onsale.kernel.pass.PassCheck.Accepted;
import io.onsale.kernel.pass.PassCheck.Refused;
import io.onsale.kernel.pass.PassCheck.UnknownKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks passes locally, with ES256 and the public keys of queue-api. Thread-safe; caches nothing. */
public final class PassVerifier {
    static final String ISSUER = "onsale-queue";
    static final String TYPE = "pass+jwt";

    /**
     * Maximum remaining lifetime of a pass. A lease takes at most an hour, and as long again if extended; the rest allows for a pause,
     * which stops its clock. A pass beyond this limit means that a clock or the key is out of control.
     */
    public static final Duration LIFE_MAX = Duration.ofHours(12);

    private final Clock clock;

    public PassVerifier(Clock clock) {
        this.clock = clock;
    }

    /** Checks signature, form and times of {@code text}. Costs about 1.5 ms of CPU: cache accepted passes. */
    public PassCheck check(String text, JWKSet keys) {
        Optional<CompactJws> jws = CompactJws.read(text, TYPE);
        if (jws.isEmpty()) {
            return new Refused("not a pass");
        }
        JWK key = keys.getKeyByKeyId(jws.get().keyId());
        if (key == null) {
            return new UnknownKey(jws.get().keyId());
        }
        if (isOver(key)) {
            return new Refused("the key has expired");
        }
        return signedClaims(jws.get(), key)
                .map(claims -> accept(claims, jws.get().keyId()))
                .orElseGet(() -> new Refused("invalid signature", true));
    }

    private static Optional<Map<String, Object>> signedClaims(CompactJws jws, JWK key) {
        try {
            return jws.claimsIfSignedBy(JWSAlgorithm.ES256, new ECDSAVerifier(key.toECKey()));
        } catch (JOSEException | ClassCastException e) {
            return Optional.empty(); // the key set holds something else under this id
        }
    }

    private PassCheck accept(Map<String, Object> claims, String keyId) {
        String id = CompactJws.text(claims, "jti");
        String sale = CompactJws.text(claims, "aud");
        String fan = CompactJws.text(claims, "sub");
        Instant since = CompactJws.millis(claims, "since");
        Instant expiresAt = CompactJws.time(claims, "exp");
        if (!ISSUER.equals(CompactJws.text(claims, "iss"))
                || id == null
                || sale == null
                || fan == null
                || since == null
                || expiresAt == null) {
            return new Refused("claims are missing or not issued by us");
        }
        Instant now = clock.instant();
        if (!expiresAt.isAfter(now)) {
            return new Refused("expired");
        }
        if (expiresAt.isAfter(now.plus(LIFE_MAX))) {
            return new Refused("lifetime too long");
        }
        if (claims.containsKey("nbf") && !hasBegun(CompactJws.time(claims, "nbf"), now)) {
            return new Refused("not valid yet");
        }
        try {
            return new Accepted(new Pass(id, new SaleId(sale), new FanId(fan), since, expiresAt), keyId);
        } catch (MalformedId e) {
            return new Refused("ids are malformed");
        }
    }

    private boolean isOver(JWK key) {
        Date until = key.getExpirationTime();
        return until != null && !until.toInstant().isAfter(clock.instant());
    }

    private static boolean hasBegun(@Nullable Instant from, Instant now) {
        return from != null && !from.isAfter(now);
    }
}
