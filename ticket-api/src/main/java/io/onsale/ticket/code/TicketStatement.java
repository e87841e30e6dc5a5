package io.onsale.ticket.code;

import io.onsale.kernel.hash.Sha256;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.ticket.ticket.TicketId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What we sign about a ticket: who may show it, in binary. All numbers are unsigned and big-endian.
 *
 * <pre>
 * offset  bytes
 *  0       1    version: 1
 *  1       1    kind: 1 DEVICE, 2 PAPER
 *  2       4    key: the first bytes of the SHA-256 of the signing key's id (kid)
 *  6      17    ticket id: 26 characters of Crockford base 32, 5 bits each, then 6 zero bits
 * 23       8    performance: the first bytes of the SHA-256 of its id
 * 31       2    generation
 * 33       4    valid until: seconds since 1970
 * 37      33    DEVICE only: the device's public key, a compressed point on P-256
 * 37|70   64    Ed25519 signature of everything before it
 * </pre>
 *
 * <p>So 134 bytes for a device, 101 on paper.
 *
 * @param key the first 4 bytes of the SHA-256 of the key id
 * @param performance the first 8 bytes of the SHA-256 of the performance's id
 * @param generation grows whenever the ticket is bound anew, printed or passed on; only the latest one opens the gate
 * @param device null on paper
 */
public record TicketStatement(
        int key,
        TicketId ticket,
        long performance,
        int generation,
        Instant validUntil,
        @Nullable DeviceKey device) {
    static final int SIGNATURE_BYTES = 64;
    static final int PAPER_BYTES = 37 + SIGNATURE_BYTES;
    static final int DEVICE_BYTES = PAPER_BYTES + DeviceKey.COMPRESSED_BYTES;

    private static final byte VERSION = 1;
    private static final byte DEVICE = 1;
    private static final byte PAPER = 2;
    private static final int ID_BYTES = 17;
    private static final int ID_LENGTH = 26;
    private static final String ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    /** How a key id is written in a statement. */
    public static int keyReference(String keyId) {
        return ByteBuffer.wrap(sha256(keyId)).getInt();
    }

    /** How a performance is written in a statement. */
    public static long performanceReference(PerformanceId performance) {
        return ByteBuffer.wrap(sha256(performance.value())).getLong();
    }

    private static byte[] sha256(String text) {
        return Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    public boolean isOf(PerformanceId performanceId) {
        return performance == performanceReference(performanceId);
    }

    /** The part before the signature. */
    byte[] unsigned() {
        byte[] deviceKey = device == null ? new byte[0] : device.compressed();
        return ByteBuffer.allocate(PAPER_BYTES - SIGNATURE_BYTES + deviceKey.length)
                .put(VERSION)
                .put(device == null ? PAPER : DEVICE)
                .putInt(key)
                .put(pack(ticket.value()))
                .putLong(performance)
                .putShort((short) generation)
                .putInt((int) validUntil.getEpochSecond())
                .put(deviceKey)
                .array();
    }

    /** The statement in {@code signed}, whose signature is not checked here. Empty unless it is exactly one, in its only spelling. */
    static Optional<TicketStatement> read(byte[] signed) {
        boolean isDevice = signed.length == DEVICE_BYTES && signed[1] == DEVICE;
        boolean isPaper = signed.length == PAPER_BYTES && signed[1] == PAPER;
        if (!isDevice && !isPaper || signed[0] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(signed, 2, signed.length - 2);
        int key = bytes.getInt();
        byte[] id = new byte[ID_BYTES];
        bytes.get(id);
        long performance = bytes.getLong();
        int generation = bytes.getShort() & 0xffff;
        Instant validUntil = Instant.ofEpochSecond(bytes.getInt() & 0xffff_ffffL);
        Optional<DeviceKey> device = isDevice
                ? DeviceKey.ofCompressed(
                        Arrays.copyOfRange(signed, bytes.position(), bytes.position() + DeviceKey.COMPRESSED_BYTES))
                : Optional.empty();
        if (isDevice && device.isEmpty()) {
            return Optional.empty();
        }
        return unpack(id)
                .map(ticket ->
                        new TicketStatement(key, ticket, performance, generation, validUntil, device.orElse(null)));
    }

    private static byte[] pack(String id) {
        byte[] bytes = new byte[ID_BYTES];
        if (id.length() != ID_LENGTH) {
            throw new IllegalArgumentException("not an id of ours: " + id);
        }
        for (int i = 0; i < ID_LENGTH; i++) {
            int value = ID_ALPHABET.indexOf(id.charAt(i));
            if (value < 0) {
                throw new IllegalArgumentException("not an id of ours: " + id);
            }
            for (int bit = 0; bit < 5; bit++) {
                if ((value >> (4 - bit) & 1) == 1) {
                    int at = i * 5 + bit;
                    bytes[at / 8] |= (byte) (0x80 >> at % 8);
                }
            }
        }
        return bytes;
    }

    private static Optional<TicketId> unpack(byte[] bytes) {
        if ((bytes[ID_BYTES - 1] & 0x3f) != 0) {
            return Optional.empty(); // a second spelling
        }
        StringBuilder id = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++) {
            int value = 0;
            for (int bit = 0; bit < 5; bit++) {
                int at = i * 5 + bit;
                value = value << 1 | bytes[at / 8] >> (7 - at % 8) & 1;
            }
            id.append(ID_ALPHABET.charAt(value));
        }
        return Optional.of(new TicketId(id.toString()));
    }
}
