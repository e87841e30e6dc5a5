package io.onsale.gatling.tally;

/** What a fan waits for, in order. */
public enum Stage {
    /** From asking for a place to having it. */
    JOIN,
    /** From having a place to being let in. */
    WAIT,
    /** From requesting a hold to having it, or learning that the seats are taken. */
    HOLD,
    /** From submitting the payment to having tickets. */
    PAYMENT
}
