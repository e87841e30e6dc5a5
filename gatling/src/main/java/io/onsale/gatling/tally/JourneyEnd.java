package io.onsale.gatling.tally;

/** How a fan's journey ended. */
public enum JourneyEnd {
    /** With tickets in hand. */
    TICKETS,
    /** The shop said correctly that nothing is left to sell. */
    SOLD_OUT,
    /** Other fans were quicker every time, or it took too long. */
    GAVE_UP,
    /** A request failed. */
    FAILED
}
