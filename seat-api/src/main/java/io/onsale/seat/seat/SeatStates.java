package io.onsale.seat.seat;

import io.onsale.kernel.id.PerformanceId;
import java.util.Arrays;
import java.util.Base64;

/**
 * The states of all seats at one version: two bits per seat, seat {@code i} in byte {@code i / 4} at bits {@code 7-2(i%4)} and
 * below. In Redis eight bytes go before them, the version as a big-endian number.
 *
 * <p>A version is {@code epoch * 2^32 + start + count of changes in the epoch}: it only grows, also over a rebuild, and stays below
 * 2^53. Each performance starts at an own number below 2^31, so that its versions are not those of another.
 * Mutable and not thread-safe.
 */
public final class SeatStates {
    private static final int HEADER = Long.BYTES;
    private static final int EPOCH_SHIFT = 32;
    private static final int START_MAX = 0x7fffffff; // leaves as many changes to an epoch: 1,000 a second for 24 days

    private final byte[] bytes;

    private SeatStates(byte[] bytes) {
        this.bytes = bytes;
    }

    /** All seats available, at the first version of {@code epoch} for a performance whose versions start at 0. */
    public static SeatStates available(long epoch, int seatCount) {
        SeatStates states = new SeatStates(new byte[HEADER + (seatCount + 3) / 4]);
        states.setVersion(epoch << EPOCH_SHIFT);
        return states;
    }

    /** All seats of {@code performance} available, at its first version of {@code epoch}. */
    public static SeatStates available(PerformanceId performance, long epoch, int seatCount) {
        SeatStates states = available(epoch, seatCount);
        states.setVersion(states.version() + (performance.value().hashCode() & START_MAX));
        return states;
    }

    /**
     * From what Redis has, which ends at the last byte ever written.
     *
     * @param stored at least the header
     */
    public static SeatStates stored(byte[] stored, int seatCount) {
        return new SeatStates(Arrays.copyOf(stored, HEADER + (seatCount + 3) / 4));
    }

    /** The version in the header of {@code stored}; 0 if there is none. */
    public static long version(byte[] stored) {
        if (stored.length < HEADER) {
            return 0;
        }
        long version = 0;
        for (int i = 0; i < HEADER; i++) {
            version = (version << 8) | (stored[i] & 0xff);
        }
        return version;
    }

    public static long epoch(long version) {
        return version >>> EPOCH_SHIFT;
    }

    public long version() {
        return version(bytes);
    }

    public void setVersion(long version) {
        for (int i = 0; i < HEADER; i++) {
            bytes[i] = (byte) (version >>> (8 * (HEADER - 1 - i)));
        }
    }

    public SeatState get(int index) {
        return of(bits(index));
    }

    public boolean isAvailable(int index) {
        return bits(index) == 0;
    }

    public void set(int index, SeatState state) {
        int at = HEADER + (index >> 2);
        int shift = shift(index);
        bytes[at] = (byte) ((bytes[at] & ~(3 << shift)) | (state.bits() << shift));
    }

    /** As Redis stores them. */
    public byte[] toStored() {
        return bytes.clone();
    }

    /** Without the header, as clients get them. */
    public String toBase64() {
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, HEADER, bytes.length));
    }

    public SeatStates copy() {
        return new SeatStates(bytes.clone());
    }

    /** The state with these two bits. */
    public static SeatState of(int bits) {
        return switch (bits) {
            case 0 -> SeatState.AVAILABLE;
            case 1 -> SeatState.HELD;
            case 2 -> SeatState.SOLD;
            case 3 -> SeatState.BLOCKED;
            default -> throw new IllegalArgumentException("no seat state " + bits);
        };
    }

    private int bits(int index) {
        return (bytes[HEADER + (index >> 2)] >> shift(index)) & 3;
    }

    private static int shift(int index) {
        return 6 - 2 * (index & 3);
    }
}
