package io.onsale.queue.sale;

/** What became of an operator's command. */
public sealed interface ControlOutcome {
    /** Done, and the line obeys. */
    record Changed(SalePolicy policy) implements ControlOutcome {}

    /** The line obeys, and has called so many. */
    record Stepped(SalePolicy policy, long called) implements ControlOutcome {}

    /** It was so already; nothing was changed or written down. */
    record Unchanged(SalePolicy policy) implements ControlOutcome {}

    /** Somebody else changed the policy meanwhile; {@code current} is how it is now. */
    record Conflict(SalePolicy current) implements ControlOutcome {}

    /** The sale is closed, and that is final: it is not, or not only, sold out. */
    record AlreadyClosed() implements ControlOutcome {}

    /** There is no such sale. */
    record UnknownSale() implements ControlOutcome {}
}
