package io.onsale.queue.replica;

import java.time.Duration;

/** Time in ticks: each line is read once per tick, and all periodic work of a node is counted in them. */
public final class Ticks {
    /** How late a stream hears of a change at the most; one script per sale and tick. */
    public static final Duration TICK = Duration.ofMillis(200);

    public static final long TICK_NANOS = TICK.toNanos();

    private Ticks() {}

    /** The number of the tick that contains {@code nanos}. */
    public static long at(long nanos) {
        return Math.floorDiv(nanos, TICK_NANOS);
    }
}
