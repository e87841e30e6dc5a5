package io.onsale.ticket.idempotency;

/** What became of a request for the lease on an idempotency key, which whoever works on its request needs. */
public sealed interface Lease {
    /** The caller works on it; {@code subject} is the id of what it makes, the same as in an earlier run that broke off. */
    record Granted(String subject) implements Lease {}

    /** Answered before. */
    record Answered(KeptAnswer answer) implements Lease {}

    /** The key belongs to another request. */
    record KeyReused() implements Lease {}

    /** Another run of the request is working on it. */
    record InFlight() implements Lease {}
}
