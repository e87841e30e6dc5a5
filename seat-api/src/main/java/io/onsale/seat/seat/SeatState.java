package io.onsale.seat.seat;

/** The state of a seat, as everybody may see it. */
public enum SeatState {
    AVAILABLE(0),
    HELD(1),
    SOLD(2),
    BLOCKED(3);

    private final int bits;

    SeatState(int bits) {
        this.bits = bits;
    }

    /** The two bits that stand for it in Redis and in answers. */
    public int bits() {
        return bits;
    }
}
