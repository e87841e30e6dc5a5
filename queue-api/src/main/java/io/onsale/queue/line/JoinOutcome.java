package io.onsale.queue.line;

import java.time.Instant;

/** The result of a fan's attempt to join a line. */
public sealed interface JoinOutcome {
    /** A new place; {@code ahead} as of now. */
    record Joined(Place place, long ahead) implements JoinOutcome {}

    /** The place that the fan had already; {@code ahead} as of now. */
    record Present(Place place, long ahead) implements JoinOutcome {}

    /** The lost place, restored by its receipt; {@code ahead} as of now. */
    record Restored(Place place, long ahead) implements JoinOutcome {}

    /** Neither lobby nor sale is open yet. */
    record NotOpen(Instant opensAt) implements JoinOutcome {}

    /** No fan can join any more; {@code message} is the operator's reason or empty. */
    record Closed(String message) implements JoinOutcome {}

    /** The receipt restores nothing. */
    record ReceiptRefused(Reason reason) implements JoinOutcome {}

    /** The request's key was used before with another body. */
    record KeyReused() implements JoinOutcome {}

    /** The sale does not exist. */
    record UnknownSale() implements JoinOutcome {}

    /** Why a receipt is refused. */
    enum Reason {
        /** Not issued by us, or not for this fan and sale. */
        FORGED,
        /** The place has ended: left, missed or served. */
        ENDED,
        /** The line has lost nothing since the receipt was issued, so the place cannot be missing. */
        NEVER_LOST
    }
}
