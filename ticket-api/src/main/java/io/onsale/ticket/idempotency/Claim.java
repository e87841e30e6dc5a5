package io.onsale.ticket.idempotency;

/** What became of the wish to work on a keyed request. */
public sealed interface Claim {
    /** Ours to work on; {@code subject} is the id of what it makes, the same as in an earlier run that broke off. */
    record Ours(String subject) implements Claim {}

    /** Done before. */
    record Done(KeptAnswer answer) implements Claim {}

    /** The key belongs to another request. */
    record Reused() implements Claim {}

    /** Being worked on. */
    record InFlight() implements Claim {}
}
