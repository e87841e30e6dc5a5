package io.onsale.seat.hold;

/** What became of giving a hold back. */
public enum HoldReleaseOutcome {
    /** Its seats are free. */
    RELEASED,
    /** The hold is over, reserved by a booking, or another fan's. */
    NOT_FOUND
}
