package io.onsale.queue.line;

import java.time.Instant;

/** What became of a fan's wish to join. */
public sealed interface JoinOutcome {
    /** A new place; {@code ahead} as of now. */
    record Joined(Place place, long ahead) implements JoinOutcome {}

    /** The place that the fan has already. */
    record Present(Place place, long ahead) implements JoinOutcome {}

    /** Neither lobby nor sale is open yet. */
    record NotOpen(Instant opensAt) implements JoinOutcome {}

    /** Nobody joins any more; {@code message} is the operator's reason or empty. */
    record Closed(String message) implements JoinOutcome {}

    /** The request's key was used with another body. */
    record KeyReused() implements JoinOutcome {}

    /** There is no such sale. */
    record UnknownSale() implements JoinOutcome {}
}
