package io.onsale.queue.progress;

import java.time.Duration;
import reactor.core.publisher.Flux;

/** What became of a fan's wish to watch its place. */
public sealed interface WatchOutcome {
    /**
     * The full state first, then what changes, at most the latest of it for a slow reader; completes after {@link Update.Closed}.
     *
     * @param retry when to come back after the stream was lost
     */
    record Watching(Flux<Update> updates, Duration retry) implements WatchOutcome {}

    /** The fan has never joined this line. */
    record NotInLine() implements WatchOutcome {}
}
