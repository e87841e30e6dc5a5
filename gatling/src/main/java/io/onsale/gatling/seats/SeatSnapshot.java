package io.onsale.gatling.seats;

import java.util.Base64;

/**
 * Which seats of a performance are available, as a fan's browser reads it: two bits per seat in the order of the plan's seat indices, four
 * seats per byte, the first seat in the highest bits. Both bits 0: available.
 */
public final class SeatSnapshot {
    private static final int SEATS_PER_BYTE = 4;

    private final byte[] packed;
    private final int seats;

    private SeatSnapshot(byte[] packed, int seats) {
        this.packed = packed;
        this.seats = seats;
    }

    /** @param packed may be shorter, since zeros at the end are dropped: missing seats are available */
    static SeatSnapshot of(byte[] packed, int seats) {
        if (packed.length > Math.ceilDiv(seats, SEATS_PER_BYTE)) {
            throw new IllegalArgumentException(packed.length + " bytes are too many for " + seats + " seats");
        }
        return new SeatSnapshot(packed, seats);
    }

    /** As the HTTP snapshot carries it. */
    public static SeatSnapshot ofBase64(String text, int seats) {
        return of(Base64.getDecoder().decode(text), seats);
    }

    /** Whether the seat with this index is available. */
    public boolean isAvailable(int index) {
        if (index < 0 || index >= seats) {
            throw new IndexOutOfBoundsException("seat " + index + " of " + seats);
        }
        int place = index / SEATS_PER_BYTE;
        int shift = 2 * (SEATS_PER_BYTE - 1 - index % SEATS_PER_BYTE);
        return place >= packed.length || (packed[place] >> shift & 3) == 0;
    }
}
