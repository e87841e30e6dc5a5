package io.onsale.ticket.gate;

/** What a scan came to. */
public enum ScanOutcome {
    /** Let in. */
    ACCEPTED,
    ALREADY_USED,
    /** The ticket was given back. */
    REVOKED,
    /** A code of another time: a screenshot, or a clock that is wrong. */
    EXPIRED_CODE,
    /** Not a code of ours. */
    FORGED,
    WRONG_PERFORMANCE,
    /** The ticket has moved to another device or to paper, or was passed on. */
    OUTDATED,
    /** Before the doors open. */
    TOO_EARLY,
    /** After the last entry. */
    TOO_LATE,
    /** This gate is not for tickets of this grade. */
    WRONG_GATE,
    /** Let in by a gate without network, after another gate had let in the same ticket. */
    DUPLICATE
}
