package io.onsale.seat.reservation;

/** What became of giving a reservation back. */
public enum ReleaseOutcome {
    /** Its seats are free, now or since long, or it never was. */
    RELEASED,
    /** It is paid for: only a cancellation of the booking gives it back. */
    SOLD
}
