package io.onsale.queue.line;

/** A fan's place, if there is one. */
public sealed interface FindOutcome {
    /** The place; {@code ahead} is exact, and 0 unless WAITING. */
    record Found(Place place, long ahead) implements FindOutcome {}

    /** The fan has never joined this line, or the sale is unknown. */
    record NotInLine() implements FindOutcome {}
}
