package io.onsale.audit;

import java.util.Base64;
import java.util.stream.IntStream;

/**
 * A snapshot of a performance: two bits per seat in the order of the plan's seat indices, four seats per byte, the first seat in the
 * highest bits. Read by the audit's own code, so that a fault in a service's code cannot hide itself.
 */
public final class PackedSeats {
    private static final SeatMark[] BY_BITS = SeatMark.values();
    private static final int SEATS_PER_BYTE = 4;

    private final byte[] packed;
    private final int seats;

    private PackedSeats(byte[] packed, int seats) {
        this.packed = packed;
        this.seats = seats;
    }

    /**
     * The states of {@code seats} seats.
     *
     * @param packed may be shorter, since Redis drops zeros at the end: missing seats are available
     */
    public static PackedSeats of(byte[] packed, int seats) {
        if (packed.length > Math.ceilDiv(seats, SEATS_PER_BYTE)) {
            throw new IllegalArgumentException(packed.length + " bytes are too many for " + seats + " seats");
        }
        return new PackedSeats(packed, seats);
    }

    /** As the HTTP snapshot carries it. */
    public static PackedSeats ofBase64(String text, int seats) {
        return of(Base64.getDecoder().decode(text), seats);
    }

    public int seats() {
        return seats;
    }

    public SeatMark at(int index) {
        if (index < 0 || index >= seats) {
            throw new IndexOutOfBoundsException("seat " + index + " of " + seats);
        }
        int place = index / SEATS_PER_BYTE;
        if (place >= packed.length) {
            return SeatMark.AVAILABLE;
        }
        int shift = 2 * (SEATS_PER_BYTE - 1 - index % SEATS_PER_BYTE);
        return BY_BITS[packed[place] >> shift & 3];
    }

    /** How many seats are {@code mark}. */
    public int count(SeatMark mark) {
        return (int)
                IntStream.range(0, seats).filter(index -> at(index) == mark).count();
    }
}
