package io.onsale.kernel.pass;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.onsale.kernel.jws.CompactJws;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Issues passes, ES256: seat-api verifies them locally and cannot make them.
 *
 * <p>Keys rotate without a break: the first private key whose time it is signs; all others are published, so that a key can be known
 * before it signs, and the passes of an old one last until they expire. A key's time is its members {@code nbf} and {@code exp}, where it
 * has them (RFC 7517 leaves room for them); after {@code exp} a key is not even published any more.
 */
public final class PassSigner {
    private record Pen(ECKey key, JWSSigner signer) {}

    private final List<ECKey> keys;
    private final List<Pen> pens;
    private final Clock clock;

    /** One key, for good. */
    public PassSigner(ECKey key) {
        this(List.of(key), Clock.systemUTC());
    }

    /** @param keys P-256, each with a key id of its own; those that are to sign with their private part, in order of preference */
    public PassSigner(List<ECKey> keys, Clock clock) {
        this.keys = List.copyOf(keys);
        this.clock = clock;
        requireUsable(this.keys);
        this.pens =
                this.keys.stream().filter(ECKey::isPrivate).map(PassSigner::pen).toList();
        if (signing() == null) {
            throw new IllegalArgumentException("no private key for passes is in time");
        }
    }

    private static void requireUsable(List<ECKey> keys) {
        Set<String> ids = new HashSet<>();
        for (ECKey key : keys) {
            if (key.getKeyID() == null || !ids.add(key.getKeyID())) {
                throw new IllegalArgumentException("keys for passes need key ids of their own");
            }
            if (!Curve.P_256.equals(key.getCurve())) {
                throw new IllegalArgumentException("keys for passes are on P-256");
            }
        }
    }

    private static Pen pen(ECKey key) {
        try {
            return new Pen(key, new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalArgumentException("not a key that can sign passes", e);
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
        Pen pen = signing();
        if (pen == null) {
            throw new IllegalStateException("the last key for passes has expired");
        }
        return CompactJws.sign(JWSAlgorithm.ES256, pen.key().getKeyID(), PassVerifier.TYPE, claims, pen.signer());
    }

    /** The public key set, as served under {@code /api/v1/keys/passes} (RFC 7517). */
    public Map<String, Object> publicKeys() {
        Instant now = clock.instant();
        List<JWK> published = keys.stream()
                .filter(key -> !isOver(key, now))
                .map(key -> (JWK) key.toPublicJWK())
                .toList();
        return new JWKSet(published).toJSONObject();
    }

    private @Nullable Pen signing() {
        Instant now = clock.instant();
        for (Pen pen : pens) {
            if (hasBegun(pen.key(), now) && !isOver(pen.key(), now)) {
                return pen;
            }
        }
        return null;
    }

    private static boolean hasBegun(ECKey key, Instant now) {
        Date from = key.getNotBeforeTime();
        return from == null || !from.toInstant().isAfter(now);
    }

    private static boolean isOver(ECKey key, Instant now) {
        Date until = key.getExpirationTime();
        return until != null && !until.toInstant().isAfter(now);
    }
}
