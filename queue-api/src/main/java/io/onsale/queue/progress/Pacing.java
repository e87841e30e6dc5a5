package io.onsale.queue.progress;

import io.onsale.kernel.id.FanId;
import io.onsale.queue.line.PlaceState;
import java.time.Duration;

/** How often a fan is told, by distance: those near the front need it, those far back would only cost. */
final class Pacing {
    static final long POLL_NEAR_MS = 1_000;
    private static final long POLL_MIDDLE_MS = 3_000;
    private static final long POLL_FAR_MS = 10_000;
    private static final long NEAR = 1_000; // places: where a snapshot is exact
    private static final long MIDDLE = 10_000;

    private Pacing() {}

    static long pollMs(long ahead, FanId fan) {
        return spread(baseMs(ahead), fan);
    }

    static long pollInLobbyMs(long untilOpenMs, FanId fan) {
        return spread(Math.clamp(untilOpenMs, POLL_NEAR_MS, POLL_FAR_MS), fan);
    }

    static long pollSettledMs(PlaceState state, FanId fan) {
        return spread(state == PlaceState.READY ? POLL_NEAR_MS : POLL_FAR_MS, fan);
    }

    /** The least time between two place events of one stream. */
    static Duration streamGap(long ahead) {
        return Duration.ofMillis(baseMs(ahead));
    }

    /** When a browser that lost its stream comes back: far ones later, and never all at once. */
    static Duration retry(long ahead, FanId fan) {
        return Duration.ofMillis(spread(1_000 + baseMs(ahead) / 2, fan));
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
