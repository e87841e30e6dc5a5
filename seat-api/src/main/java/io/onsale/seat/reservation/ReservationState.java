package io.onsale.seat.reservation;

/** What a reservation, or one of its seats, is. Only moves forward: reserved, sold, released; or reserved, released. */
public enum ReservationState {
    RESERVED,
    SOLD,
    RELEASED
}
