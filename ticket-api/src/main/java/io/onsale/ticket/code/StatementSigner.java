package io.onsale.ticket.code;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.ticket.code.PublishedKeys.PublishedKey;
import io.onsale.ticket.ticket.TicketId;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Signs statements with Ed25519: gates verify them with the network off, and cannot make them.
 *
 * <p>Keys rotate like those of passes: the first private key that is currently valid signs; all keys that have not expired are published,
 * and verify. A key must stay in the list until the last ticket that it has signed is over. The validity of a key is given by its members
 * {@code nbf} and {@code exp}, if present (RFC 7517 permits them).
 */
public final class StatementSigner {
    /** @param keyId the key that signed it */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record SignedStatement(byte[] bytes, String keyId) {}

    private record Key(
            OctetKeyPair jwk,
            int reference,
            PublicKey verifying,
            @Nullable PrivateKey signing) {
        static Key of(OctetKeyPair jwk) {
            return new Key(
                    jwk,
                    TicketStatement.keyReference(jwk.getKeyID()),
                    Ed25519.publicKey(jwk),
                    jwk.isPrivate() ? Ed25519.privateKey(jwk) : null);
        }

        PublishedKey published() {
            return new PublishedKey(
                    jwk.getKeyType().getValue(),
                    jwk.getCurve().getName(),
                    jwk.getKeyID(),
                    jwk.getX().toString(),
                    seconds(jwk.getNotBeforeTime()),
                    seconds(jwk.getExpirationTime()));
        }

        private static @Nullable Long seconds(@Nullable Date time) {
            return time == null ? null : time.toInstant().getEpochSecond();
        }

        boolean isOver(Instant now) {
            Date until = jwk.getExpirationTime();
            return until != null && !until.toInstant().isAfter(now);
        }

        boolean hasBegun(Instant now) {
            Date from = jwk.getNotBeforeTime();
            return from == null || !from.toInstant().isAfter(now);
        }
    }

    private final List<Key> keys;
    private final Clock clock;

    /** @param keys Ed25519, each with a unique key id; signing keys include their private part, in order of preference */
    public StatementSigner(List<OctetKeyPair> keys, Clock clock) {
        requireUsable(keys);
        this.keys = keys.stream().map(Key::of).toList();
        this.clock = clock;
        current();
    }

    private static void requireUsable(List<OctetKeyPair> keys) {
        Set<Integer> references = new HashSet<>();
        for (OctetKeyPair key : keys) {
            if (!Curve.Ed25519.equals(key.getCurve())) {
                throw new IllegalArgumentException("keys for tickets must be on Ed25519");
            }
            if (key.getKeyID() == null || !references.add(TicketStatement.keyReference(key.getKeyID()))) {
                throw new IllegalArgumentException("keys for tickets need unique key ids");
            }
        }
    }

    /** The statement for a device, or for paper if {@code device} is null. The same input gives the same bytes while no key rotates. */
    public SignedStatement sign(
            TicketId ticket,
            PerformanceId performance,
            int generation,
            Instant validUntil,
            @Nullable DeviceKey device) {
        Key key = current();
        byte[] unsigned = new TicketStatement(
                        key.reference(),
                        ticket,
                        TicketStatement.performanceReference(performance),
                        generation,
                        validUntil,
                        device)
                .unsigned();
        byte[] signature = Ed25519.sign(signing(key), unsigned);
        byte[] bytes = ByteBuffer.allocate(unsigned.length + signature.length)
                .put(unsigned)
                .put(signature)
                .array();
        return new SignedStatement(bytes, key.jwk().getKeyID());
    }

    /** Whether {@code signed}, which says {@code statement}, was signed by one of the keys that are published now. */
    boolean isSigned(TicketStatement statement, byte[] signed) throws GeneralSecurityException {
        Instant now = clock.instant();
        for (Key key : keys) {
            if (key.reference() == statement.key() && !key.isOver(now)) {
                Signature verifier = Signature.getInstance(Ed25519.NAME);
                verifier.initVerify(key.verifying());
                verifier.update(signed, 0, signed.length - TicketStatement.SIGNATURE_BYTES);
                return verifier.verify(
                        signed, signed.length - TicketStatement.SIGNATURE_BYTES, TicketStatement.SIGNATURE_BYTES);
            }
        }
        return false;
    }

    /** The public keys, as served under {@code /api/v1/keys/tickets}. */
    public PublishedKeys publicKeys() {
        Instant now = clock.instant();
        return new PublishedKeys(keys.stream()
                .filter(key -> !key.isOver(now))
                .map(Key::published)
                .toList());
    }

    private Key current() {
        Instant now = clock.instant();
        return keys.stream()
                .filter(key -> key.signing() != null && key.hasBegun(now) && !key.isOver(now))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no private key for tickets is currently valid"));
    }

    private static PrivateKey signing(Key key) {
        if (key.signing() == null) {
            throw new IllegalStateException("not a private key");
        }
        return key.signing();
    }
}
