package io.onsale.queue.progress;

import java.time.Duration;

/** What became of a fan's wish to watch its place. */
public sealed interface WatchOutcome {
    /** Here it is. */
    record Watching(Watch watch) implements WatchOutcome {}

    /** The fan has never joined this line. */
    record NotInLine() implements WatchOutcome {}

    /** This node has as many streams as it can serve, or is about to stop. */
    record NoRoom(Duration retryAfter) implements WatchOutcome {}
}
