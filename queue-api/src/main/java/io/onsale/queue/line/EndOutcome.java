package io.onsale.queue.line;

/** The result of ending a place. */
public sealed interface EndOutcome {
    /** The place ended now. */
    record Ended(Place place) implements EndOutcome {}

    /** Nothing changed: the place had ended before, this ending does not apply to it, or another place was meant. */
    record Same(Place place) implements EndOutcome {}

    /** The fan has no place in this line. */
    record NotInLine() implements EndOutcome {}
}
