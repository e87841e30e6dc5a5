package io.onsale.service.limit;

import java.time.Duration;

/** How long to wait before the next attempt makes sense. */
public final class Wait {
    private static final long NANOS = 1_000_000_000L; // in a second

    private Wait() {}

    /** Whole seconds, as Retry-After has them, and never too early. */
    public static Duration seconds(long nanos) {
        return Duration.ofSeconds(-Math.floorDiv(-nanos, NANOS));
    }
}
