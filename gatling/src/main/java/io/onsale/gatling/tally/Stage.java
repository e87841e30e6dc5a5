package io.onsale.gatling.tally;

/** What a fan waits for, in the order in which it does. */
public enum Stage {
    /** From asking for a place to having it. */
    JOIN,
    /** From having a place to being let in. */
    WAIT,
    /** From asking for seats to having a hold on them or hearing that they are taken. */
    HOLD,
    /** From presenting the payment to having tickets. */
    PAYMENT
}
