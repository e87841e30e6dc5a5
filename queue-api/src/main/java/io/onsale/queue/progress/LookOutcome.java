package io.onsale.queue.progress;

import java.time.Duration;

/** What a fan sees of its place. */
public sealed interface LookOutcome {
    /**
     * The place, live or ended.
     *
     * @param version of what is shown, as an {@link EventId}; empty while there is nothing to hold us to
     */
    record Shown(PlaceView place, String version) implements LookOutcome {}

    /** The fan has never joined this line. */
    record NotInLine() implements LookOutcome {}

    /** The fan asks much more often than it was told to. */
    record TooSoon(Duration retryAfter) implements LookOutcome {}
}
