package io.onsale.seat.history;

/** Why a seat changed. */
public enum ChangeCause {
    /** A fan holds it. */
    HOLD,
    /** The fan gave it back. */
    RELEASE,
    /** The hold's time was over. */
    EXPIRY,
    /** A booking took the hold over, and failed. */
    UNDONE,
    /** A booking has it. */
    RESERVATION,
    /** The booking is paid. */
    SALE,
    /** The booking was not paid, or was cancelled. */
    RETURN,
    /** The seller keeps it back. */
    BLOCK,
    /** The seller no longer keeps it back. */
    UNBLOCK,
    /** Redis did not agree with Postgres and was corrected. */
    REPAIR,
    /** When changes of holds were lost: it was found free, and nobody knows since when. */
    LOST
}
