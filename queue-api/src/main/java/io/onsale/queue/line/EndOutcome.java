package io.onsale.queue.line;

/** What became of a place that was to end. */
public sealed interface EndOutcome {
    /** It ended now. */
    record Ended(Place place) implements EndOutcome {}

    /** It had ended before, this ending does not fit it, or another place was meant; nothing changed. */
    record Same(Place place) implements EndOutcome {}

    /** The fan has no place in this line. */
    record NotInLine() implements EndOutcome {}
}
