package io.onsale.queue.place;

import io.onsale.kernel.id.FanId;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.replica.PollPace;

/** How long fans are told to wait until they poll again, by their distance from the front: far back, polls would only cost. */
public final class PollTimes {
    static final long NEAR_MS = PollPace.FIRST_MS;
    private static final long MIDDLE_MS = 3_000;
    private static final long FAR_MS = 10_000;
    private static final long OVER_MS = 30_000; // nothing will change any more
    private static final long NEAR = 1_000; // places: where a snapshot is exact
    private static final long MIDDLE = 10_000;

    private PollTimes() {}

    static long waitingMs(long ahead, FanId fan) {
        return spread(baseMs(ahead), fan);
    }

    static long lobbyMs(long untilOpenMs, FanId fan) {
        // after the opening: until the number is drawn
        return spread(untilOpenMs > 0 ? Math.clamp(untilOpenMs, NEAR_MS, FAR_MS) : MIDDLE_MS, fan);
    }

    static long settledMs(PlaceState state, FanId fan) {
        return spread(state == PlaceState.READY ? NEAR_MS : FAR_MS, fan);
    }

    /** For a fan who waits for what will not come any more. */
    static long overMs(FanId fan) {
        return spread(OVER_MS, fan);
    }

    /** When a browser that lost its stream reconnects: later from far back, and never all at once. */
    public static long reconnectMs(long ahead, FanId fan) {
        return spread(1_000 + baseMs(ahead) / 2, fan);
    }

    /** When one of many fans whose places were lost comes back: spread over some ten seconds. */
    public static long comeBackMs(FanId fan) {
        return 250 + Math.floorMod(fan.value().hashCode(), FAR_MS);
    }

    private static long baseMs(long ahead) {
        if (ahead <= NEAR) {
            return NEAR_MS;
        }
        return ahead <= MIDDLE ? MIDDLE_MS : FAR_MS;
    }

    /** Within ±25 %, the same for the same fan each time. */
    private static long spread(long ms, FanId fan) {
        return ms * (75 + Math.floorMod(fan.value().hashCode(), 51)) / 100;
    }
}
