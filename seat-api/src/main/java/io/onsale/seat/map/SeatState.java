package io.onsale.seat.map;

/** What everybody may know of a seat. The ordinal is its two bits. */
public enum SeatState {
    AVAILABLE,
    HELD,
    SOLD,
    BLOCKED
}
