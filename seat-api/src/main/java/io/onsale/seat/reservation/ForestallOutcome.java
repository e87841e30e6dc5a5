package io.onsale.seat.reservation;

/** What became of preventing the row of a reservation in doubt. */
public enum ForestallOutcome {
    /** The row is not there, and never will be. */
    FORESTALLED,
    /** The row is there: the reservation stands, or was given back since. */
    ROW_EXISTS
}
