package io.onsale.queue.progress;

/** What a fan sees of its place. */
public sealed interface LookOutcome {
    /** The place, live or ended. */
    record Shown(PlaceView place) implements LookOutcome {}

    /** The fan has never joined this line. */
    record NotInLine() implements LookOutcome {}
}
