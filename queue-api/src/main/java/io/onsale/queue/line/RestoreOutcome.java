package io.onsale.queue.line;

/** What became of a receipt that a fan has shown. */
public sealed interface RestoreOutcome {
    /** The place is back; {@code ahead} as of now. */
    record Restored(Place place, long ahead) implements RestoreOutcome {}

    /** It was never gone, or the fan has one of the same epoch. */
    record Present(Place place, long ahead) implements RestoreOutcome {}

    /** The receipt restores nothing. */
    record Refused(Reason reason) implements RestoreOutcome {}

    /** The sale is over; {@code message} is the operator's reason or empty. */
    record Closed(String message) implements RestoreOutcome {}

    /** The request's key was used with another body. */
    record KeyReused() implements RestoreOutcome {}

    /** There is no such sale. */
    record UnknownSale() implements RestoreOutcome {}

    /** Why a receipt is refused. */
    enum Reason {
        /** Not one of ours, or not for this fan and sale. */
        FORGED,
        /** The place ended: left, missed, served, or given back. */
        ENDED,
        /** The line has lost nothing since that receipt, so the place cannot be missing. */
        NEVER_LOST
    }
}
