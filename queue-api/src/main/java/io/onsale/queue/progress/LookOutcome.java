package io.onsale.queue.progress;

import java.time.Duration;

/** What a fan sees of its place. */
public sealed interface LookOutcome {
    /** The place, live or ended. */
    record Shown(PlaceView place) implements LookOutcome {}

    /** The fan has never joined this line. */
    record NotInLine() implements LookOutcome {}

    /** The fan asks much more often than it was told to. */
    record TooSoon(Duration retryAfter) implements LookOutcome {}
}
