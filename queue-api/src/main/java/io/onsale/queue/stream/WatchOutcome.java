package io.onsale.queue.stream;

import java.time.Duration;

/** The result of a fan's request to watch its place. */
public sealed interface WatchOutcome {
    /** The stream, which has not begun yet. */
    record Watching(PlaceStream stream) implements WatchOutcome {}

    /** The fan has never joined this line. */
    record NotInLine() implements WatchOutcome {}

    /** This node has as many streams as it can serve, or is about to stop. */
    record NoRoom(Duration retryAfter) implements WatchOutcome {}
}
