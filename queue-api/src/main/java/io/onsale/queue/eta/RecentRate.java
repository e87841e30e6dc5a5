package io.onsale.queue.eta;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How often something has happened lately, and for how long it could have happened (time, or time summed over slots). Immutable:
 * {@link #and} makes the next value.
 *
 * @param events per interval, newest last; not copied
 * @param exposures per interval, milliseconds; not copied
 */
public record RecentRate(long[] events, long[] exposures) {
    static final RecentRate UNKNOWN = new RecentRate(new long[0], new long[0]);

    private static final int INTERVALS_MAX =
            450; // with intervals of 2 s a quarter of an hour: slots may be kept for longer
    private static final int INTERVALS_MIN = 2; // fewer say nothing

    /**
     * @param perMs events per millisecond of exposure; infinite if the exposure was too short to see
     * @param events that it was measured by
     */
    public record Measured(double perMs, long events) {}

    /** With one more interval; drops the oldest. */
    RecentRate and(long happened, long exposureMs) {
        return new RecentRate(append(events, happened), append(exposures, exposureMs));
    }

    private static long[] append(long[] values, long value) {
        int kept = Math.min(values.length, INTERVALS_MAX - 1);
        long[] next = Arrays.copyOfRange(values, values.length - kept, values.length + 1);
        next[kept] = value;
        return next;
    }

    /** Measured by as few of the newest intervals as hold {@code enough} events, or by all; null if none happened in them. */
    @Nullable
    Measured over(long enough) {
        return events.length < INTERVALS_MIN ? null : since(enough);
    }

    /** Events per second over the newest two intervals, or the only one; 0 while nothing is known. */
    double perSecond() {
        Measured rate = since(0);
        return rate == null ? 0 : rate.perMs() * 1_000;
    }

    private @Nullable Measured since(long enough) {
        long happened = 0;
        long exposure = 0;
        for (int i = events.length - 1; i >= 0; i--) {
            if (happened >= enough && events.length - 1 - i >= INTERVALS_MIN) {
                break;
            }
            happened += events[i];
            exposure += exposures[i];
        }
        return happened == 0 ? null : new Measured((double) happened / exposure, happened);
    }
}
