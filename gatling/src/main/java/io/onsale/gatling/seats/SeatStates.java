package io.onsale.gatling.seats;

import java.util.Base64;

/**
 * A snapshot of a performance: two bits a seat in the order of the plan's seat indices, four seats a byte, the first seat in the
 * highest bits.
 */
public final class SeatStates {
    /** What a seat may be, by its two bits. */
    public enum State {
        AVAILABLE,
        HELD,
        SOLD,
        BLOCKED
    }

    private static final State[] BY_BITS = State.values();
    private static final int SEATS_PER_BYTE = 4;

    private final byte[] packed;
    private final int seats;

    private SeatStates(byte[] packed, int seats) {
        this.packed = packed;
        this.seats = seats;
    }

    /**
     * The states of {@code seats} seats.
     *
     * @param packed may be shorter, as Redis cuts what is zero at the end off: what is missing is available
     */
    public static SeatStates of(byte[] packed, int seats) {
        if (packed.length > Math.ceilDiv(seats, SEATS_PER_BYTE)) {
            throw new IllegalArgumentException(packed.length + " bytes are too many for " + seats + " seats");
        }
        return new SeatStates(packed, seats);
    }

    /** As the HTTP snapshot carries it. */
    public static SeatStates ofBase64(String text, int seats) {
        return of(Base64.getDecoder().decode(text), seats);
    }

    public int seats() {
        return seats;
    }

    public State at(int index) {
        if (index < 0 || index >= seats) {
            throw new IndexOutOfBoundsException("seat " + index + " of " + seats);
        }
        int place = index / SEATS_PER_BYTE;
        if (place >= packed.length) {
            return State.AVAILABLE;
        }
        int shift = 2 * (SEATS_PER_BYTE - 1 - index % SEATS_PER_BYTE);
        return BY_BITS[packed[place] >> shift & 3];
    }

    public boolean isAvailable(int index) {
        return at(index) == State.AVAILABLE;
    }

    /** How many seats are {@code state}. */
    public int count(State state) {
        int count = 0;
        for (int i = 0; i < seats; i++) {
            if (at(i) == state) {
                count++;
            }
        }
        return count;
    }
}
