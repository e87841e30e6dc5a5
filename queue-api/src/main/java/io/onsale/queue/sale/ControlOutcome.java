package io.onsale.queue.sale;

/** The result of an operator's command. */
public sealed interface ControlOutcome {
    /** The policy was changed, and the line has it. */
    record Changed(SalePolicy policy) implements ControlOutcome {}

    /** The line has called this many fans. */
    record Stepped(SalePolicy policy, long called) implements ControlOutcome {}

    /** The sale was in that state already; nothing was changed or recorded. */
    record Unchanged(SalePolicy policy) implements ControlOutcome {}

    /** Another operator changed the policy meanwhile; {@code current} is the present one. */
    record Conflict(SalePolicy current) implements ControlOutcome {}

    /** The sale is closed permanently, not only because it is sold out. */
    record AlreadyClosed() implements ControlOutcome {}

    /** There is no such sale. */
    record UnknownSale() implements ControlOutcome {}
}
