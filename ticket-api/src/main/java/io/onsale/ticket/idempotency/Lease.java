package io.onsale.ticket.idempotency;

/** The result of asking for the lease on an idempotency key. Only the holder of the lease works on the request. */
public sealed interface Lease {
    /** The caller holds the lease. {@code subject} is the id of what the request makes, the same as in an earlier run that broke off. */
    record Granted(String subject) implements Lease {}

    /** Answered before. */
    record Answered(KeptAnswer answer) implements Lease {}

    /** The key belongs to another request. */
    record KeyReused() implements Lease {}

    /** Another run of the request holds the lease. */
    record InFlight() implements Lease {}
}
