package io.onsale.ticket.code;

import io.onsale.kernel.hash.Sha256;
import io.onsale.ticket.code.CodeCheck.Expired;
import io.onsale.ticket.code.CodeCheck.Forged;
import io.onsale.ticket.code.CodeCheck.Genuine;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Checks codes. A code is {@code ONSALE1:} and then, in Base45 (RFC 9285):
 *
 * <ul>
 *   <li>on paper: the statement, 101 bytes; 160 characters, a QR code of version 7 at level M or 9 at level Q
 *   <li>of a device: the statement, 134 bytes; the slot, 4 bytes: seconds since 1970 divided by 15; the device's signature, 64 bytes, r and
 *       s: ECDSA over P-256 with SHA-256 of SHA-256(statement) and the slot. 311 characters, a QR code of version 9 at level L or 10 at
 *       level M
 * </ul>
 */
public final class CodeVerifier {
    /** How long the device shows one code. */
    public static final Duration SLOT = Duration.ofSeconds(15);

    /** Slots before and after the present one that are accepted: the time to walk up and scan, and clocks that differ. */
    public static final int SLOTS_OFF_MAX = 1;

    public static final String PREFIX = "ONSALE1:";

    /** The longest code, in characters. Limits the cost of garbage. */
    public static final int LENGTH_MAX = 320;

    private static final int SLOT_BYTES = 4;
    private static final int DEVICE_CODE_BYTES =
            TicketStatement.DEVICE_BYTES + SLOT_BYTES + TicketStatement.SIGNATURE_BYTES;

    private final StatementSigner keys;

    public CodeVerifier(StatementSigner keys) {
        this.keys = keys;
    }

    /** The code on paper. */
    public static String paperCode(byte[] statement) {
        return PREFIX + QrAlphanumeric.encode(statement);
    }

    static long slot(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), SLOT.toSeconds());
    }

    /** What the device signs: the hash of its statement, and the slot. */
    static byte[] signedByDevice(byte[] statement, long slot) {
        return ByteBuffer.allocate(32 + SLOT_BYTES)
                .put(Sha256.digest().digest(statement))
                .putInt((int) slot)
                .array();
    }

    /** @param at when the code was scanned */
    public CodeCheck check(String code, Instant at) {
        if (code.length() > LENGTH_MAX || !code.startsWith(PREFIX)) {
            return new Forged();
        }
        Optional<byte[]> bytes = QrAlphanumeric.decode(code.substring(PREFIX.length()));
        try {
            return bytes.isPresent() ? check(bytes.get(), at) : new Forged();
        } catch (SignatureException e) {
            return new Forged(); // not of the form of a signature
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot verify tickets", e);
        }
    }

    private CodeCheck check(byte[] code, Instant at) throws GeneralSecurityException {
        boolean isDevice = code.length == DEVICE_CODE_BYTES;
        byte[] signed = isDevice ? Arrays.copyOf(code, TicketStatement.DEVICE_BYTES) : code;
        TicketStatement statement = TicketStatement.read(signed).orElse(null);
        if (statement == null || isDevice == (statement.device() == null) || !keys.isSigned(statement, signed)) {
            return new Forged();
        }
        DeviceKey device = statement.device();
        long slot = slot(at);
        if (device != null) {
            slot = ByteBuffer.wrap(code, TicketStatement.DEVICE_BYTES, SLOT_BYTES)
                            .getInt()
                    & 0xffff_ffffL;
            if (!isSigned(device, signed, slot, code)) {
                return new Forged();
            }
        }
        boolean isTimely = Math.abs(slot - slot(at)) <= SLOTS_OFF_MAX && at.isBefore(statement.validUntil());
        return isTimely ? new Genuine(statement) : new Expired(statement);
    }

    private static boolean isSigned(DeviceKey device, byte[] statement, long slot, byte[] code)
            throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
        verifier.initVerify(device.publicKey());
        verifier.update(signedByDevice(statement, slot));
        return verifier.verify(code, TicketStatement.DEVICE_BYTES + SLOT_BYTES, TicketStatement.SIGNATURE_BYTES);
    }
}
