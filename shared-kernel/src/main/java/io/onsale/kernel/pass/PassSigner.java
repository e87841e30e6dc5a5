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
 * Issues passes with ES256: seat-api can verify them locally but cannot issue them.
 *
 * <p>Keys rotate without interruption: the first private key that is currently valid signs; the other keys are published too, so that
 * verifiers know a key before it signs, and passes of an old key stay valid until they expire. The validity of a key is given by its
 * members {@code nbf} and {@code exp}, if present (RFC 7517 permits them); after {@code exp} a key is no longer published.
 */
public final class PassSigner {
    private record SigningKey(ECKey key, JWSSigner signer) {}

    private final List<ECKey> keys;
    private final List<SigningKey> signingKeys;
    private final Clock clock;

    /** With one key that never expires. */
    public PassSigner(ECKey key) {
        this(List.of(key), Clock.systemUTC());
    }

    /** @param keys P-256, each with a unique key id; signing keys include their private part, in order of preference */
    public PassSigner(List<ECKey> keys, Clock clock) {
        this.keys = List.copyOf(keys);
        this.clock = clock;
        requireUsable(this.keys);
        this.signingKeys = this.keys.stream()
                .filter(ECKey::isPrivate)
                .map(PassSigner::signingKey)
                .toList();
        if (current() == null) {
            throw new IllegalArgumentException("no private key for passes is currently valid");
        }
    }

    private static void requireUsable(List<ECKey> keys) {
        Set<String> ids = new HashSet<>();
        for (ECKey key : keys) {
            if (key.getKeyID() == null || !ids.add(key.getKeyID())) {
                throw new IllegalArgumentException("keys for passes need unique key ids");
            }
            if (!Curve.P_256.equals(key.getCurve())) {
                throw new IllegalArgumentException("keys for passes must be on P-256");
            }
        }
    }

    private static SigningKey signingKey(ECKey key) {
        try {
            return new SigningKey(key, new ECDSASigner(key));
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
        SigningKey signing = current();
        if (signing == null) {
            throw new IllegalStateException("the last key for passes has expired");
        }
        return CompactJws.sign(
                JWSAlgorithm.ES256, signing.key().getKeyID(), PassVerifier.TYPE, claims, signing.signer());
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

    private @Nullable SigningKey current() {
        Instant now = clock.instant();
        for (SigningKey signing : signingKeys) {
            if (hasBegun(signing.key(), now) && !isOver(signing.key(), now)) {
                return signing;
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
