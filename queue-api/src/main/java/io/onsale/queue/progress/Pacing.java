package io.onsale.queue.progress;

import io.onsale.kernel.id.FanId;
import io.onsale.queue.line.PlaceState;
import java.time.Duration;

/** How often a fan is told, by distance: those near the front need it, those far back would only cost. */
final class Pacing {
    /** How late a watcher hears of a change at the most; one script a sale. */
    static final Duration TICK = Duration.ofMillis(200);

    static final long TICK_NANOS = TICK.toNanos();
    static final int GAP_TICKS_MAX = 50;
    static final long POLL_NEAR_MS = 1_000;
    private static final long POLL_MIDDLE_MS = 3_000;
    private static final long POLL_FAR_MS = 10_000;
    private static final long POLL_OVER_MS = 30_000; // nothing comes any more
    private static final int GAP_TICKS_NEAR = 4; // with the tick before it and the one it takes: within a second
    static final int GAP_TICKS_MIDDLE = 15;
    private static final long NEAR = 1_000; // places: where a snapshot is exact
    private static final long MIDDLE = 10_000;

    private Pacing() {}

    /** The number of the tick that {@code nanos} is in. */
    static long tickAt(long nanos) {
        return Math.floorDiv(nanos, TICK_NANOS);
    }

    static long pollMs(long ahead, FanId fan) {
        return spread(baseMs(ahead), fan);
    }

    static long pollInLobbyMs(long untilOpenMs, FanId fan) {
        // after the opening: until the number is drawn
        return spread(untilOpenMs > 0 ? Math.clamp(untilOpenMs, POLL_NEAR_MS, POLL_FAR_MS) : POLL_MIDDLE_MS, fan);
    }

    static long pollSettledMs(PlaceState state, FanId fan) {
        return spread(state == PlaceState.READY ? POLL_NEAR_MS : POLL_FAR_MS, fan);
    }

    /** Of who waits for what will not come any more. */
    static long pollInVainMs(FanId fan) {
        return spread(POLL_OVER_MS, fan);
    }

    /** How many ticks there are between two place events of one stream. */
    static int gapTicks(long ahead) {
        if (ahead <= NEAR) {
            return GAP_TICKS_NEAR;
        }
        return ahead <= MIDDLE ? GAP_TICKS_MIDDLE : GAP_TICKS_MAX;
    }

    /** When a browser that lost its stream comes back: far ones later, and never all at once. */
    static long retryMs(long ahead, FanId fan) {
        return spread(1_000 + baseMs(ahead) / 2, fan);
    }

    /** When one of many comes back whose places are gone: over some ten seconds. */
    static long comeBackMs(FanId fan) {
        return 250 + Math.floorMod(fan.value().hashCode(), POLL_FAR_MS);
    }

    private static long baseMs(long ahead) {
        if (ahead <= NEAR) {
            return POLL_NEAR_MS;
        }
        return ahead <= MIDDLE ? POLL_MIDDLE_MS : POLL_FAR_MS;
    }

    /** Within ±25 %, the same for the same fan each time. */
    private static long spread(long ms, FanId fan) {
        return ms * (75 + Math.floorMod(fan.value().hashCode(), 51)) / 100;
    }
}
