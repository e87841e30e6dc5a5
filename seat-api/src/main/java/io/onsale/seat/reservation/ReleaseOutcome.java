package io.onsale.seat.reservation;

/** What became of giving a reservation back. */
public enum ReleaseOutcome {
    /** Its seats are free, now or from before, or it never existed. */
    RELEASED,
    /** It is paid for: only cancelling the booking gives it back. */
    SOLD
}
