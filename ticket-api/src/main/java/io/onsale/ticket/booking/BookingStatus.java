package io.onsale.ticket.booking;

/** Where a booking stands: {@code PENDING → CONFIRMED → CANCELLED}, or {@code PENDING → EXPIRED}. */
public enum BookingStatus {
    /** Its seats are reserved; it waits for its payment. */
    PENDING,
    /** Paid. */
    CONFIRMED,
    /** All of its tickets were given back. */
    CANCELLED,
    /** Not paid in time. */
    EXPIRED
}
