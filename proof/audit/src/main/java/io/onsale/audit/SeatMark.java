package io.onsale.audit;

/** The state of a seat, in the order of its two bits. */
public enum SeatMark {
    AVAILABLE,
    HELD,
    SOLD,
    BLOCKED
}
