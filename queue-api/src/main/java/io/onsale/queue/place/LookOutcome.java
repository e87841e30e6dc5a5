package io.onsale.queue.place;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The result of looking at a place. */
public sealed interface LookOutcome {
    /**
     * The place, live or ended.
     *
     * @param version of what is shown, as a {@link PlaceVersion}; empty while there is nothing to compare with
     * @param serverTime by the line's clock; null until the line was read
     */
    record Shown(PlaceView place, String version, @Nullable Instant serverTime) implements LookOutcome {}

    /** The fan has never joined this line. */
    record NotInLine() implements LookOutcome {}

    /** The fan polls much more often than it was told to. */
    record TooSoon(Duration retryAfter) implements LookOutcome {}
}
