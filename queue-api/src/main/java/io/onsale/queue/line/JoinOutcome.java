package io.onsale.queue.line;

import java.time.Instant;

/** The result of a fan's attempt to join a line. */
public sealed interface JoinOutcome {
    /** A new place; {@code ahead} as of now. */
    record Joined(Place place, long ahead) implements JoinOutcome {}

    /** The place that the fan has already. */
    record Present(Place place, long ahead) implements JoinOutcome {}

    /** The lost place, given back for its receipt; {@code ahead} as of now. */
    record Restored(Place place, long ahead) implements JoinOutcome {}

    /** Neither lobby nor sale is open yet. */
    record NotOpen(Instant opensAt) implements JoinOutcome {}

    /** Nobody can join any more; {@code message} is the operator's reason or empty. */
    record Closed(String message) implements JoinOutcome {}

    /** The receipt restores nothing. */
    record ReceiptRefused(Reason reason) implements JoinOutcome {}

    /** The request's key was used with another body. */
    record KeyReused() implements JoinOutcome {}

    /** The sale does not exist. */
    record UnknownSale() implements JoinOutcome {}

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
