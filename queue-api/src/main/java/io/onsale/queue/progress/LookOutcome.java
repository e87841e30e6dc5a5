package io.onsale.queue.progress;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a fan sees of its place. */
public sealed interface LookOutcome {
    /**
     * The place, live or ended.
     *
     * @param version of what is shown, as an {@link EventId}; empty while there is nothing to hold us to
     * @param serverTime by the line's clock; null while the line was never seen
     */
    record Shown(PlaceView place, String version, @Nullable Instant serverTime) implements LookOutcome {}

    /** The fan has never joined this line. */
    record NotInLine() implements LookOutcome {}

    /** The fan asks much more often than it was told to. */
    record TooSoon(Duration retryAfter) implements LookOutcome {}
}
