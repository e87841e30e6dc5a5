package io.onsale.queue.progress;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How often something has happened of late, and for how long it could have: time, or time summed over all who could. A value; {@link #and}
 * makes the next one.
 *
 * @param events in each stretch, newest last; not copied
 * @param exposures in each stretch, milliseconds; not copied
 */
record RecentRate(long[] events, long[] exposures) {
    static final RecentRate UNKNOWN = new RecentRate(new long[0], new long[0]);

    private static final int STRETCHES_MAX =
            450; // with stretches of 2 s a quarter of an hour: slots may be kept for longer
    private static final int STRETCHES_MIN = 2; // before that we know nothing

    /**
     * @param perMs of exposure; infinite if there was none that could be seen
     * @param events that it was measured by
     */
    record Rate(double perMs, long events) {}

    /** With one more stretch; the oldest is forgotten. */
    RecentRate and(long happened, long exposureMs) {
        return new RecentRate(append(events, happened), append(exposures, exposureMs));
    }

    private static long[] append(long[] values, long value) {
        int kept = Math.min(values.length, STRETCHES_MAX - 1);
        long[] next = Arrays.copyOfRange(values, values.length - kept, values.length + 1);
        next[kept] = value;
        return next;
    }

    /** By as few of the newest stretches as hold {@code enough} events, or by all; null if none happened in them. */
    @Nullable
    Rate over(long enough) {
        return events.length < STRETCHES_MIN ? null : since(enough);
    }

    /** By the newest two stretches, or the only one; events a second, 0 while nothing is known. */
    double perSecond() {
        Rate rate = since(0);
        return rate == null ? 0 : rate.perMs() * 1_000;
    }

    private @Nullable Rate since(long enough) {
        long happened = 0;
        long exposure = 0;
        for (int i = events.length - 1; i >= 0; i--) {
            if (happened >= enough && events.length - 1 - i >= STRETCHES_MIN) {
                break;
            }
            happened += events[i];
            exposure += exposures[i];
        }
        return happened == 0 ? null : new Rate((double) happened / exposure, happened);
    }
}
