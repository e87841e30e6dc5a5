package io.onsale.service.limit;

import java.time.Duration;

/** Converts the waiting time until the next attempt. */
public final class Wait {
    private static final long NANOS = 1_000_000_000L; // in a second

    private Wait() {}

    /** Whole seconds, as required by Retry-After, rounded up so that the next attempt is not too early. */
    public static Duration seconds(long nanos) {
        return Duration.ofSeconds(-Math.floorDiv(-nanos, NANOS));
    }
}
