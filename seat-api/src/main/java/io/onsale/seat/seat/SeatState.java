package io.onsale.seat.seat;

/** What everybody may know of a seat. */
public enum SeatState {
    AVAILABLE(0),
    HELD(1),
    SOLD(2),
    BLOCKED(3);

    private final int bits;

    SeatState(int bits) {
        this.bits = bits;
    }

    /** The two bits that stand for it, everywhere. */
    public int bits() {
        return bits;
    }
}
