package io.onsale.gatling.tally;

/** How a fan's journey ended. */
public enum Outcome {
    /** With tickets in hand. */
    TICKETS,
    /** The shop said honestly that nothing is left to sell. */
    SOLD_OUT,
    /** Others were quicker every time, or it took too long: the fan went home. */
    GAVE_UP,
    /** Something did not work. */
    FAILED
}
