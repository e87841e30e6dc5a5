package io.onsale.queue.replica;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * Limits how often one fan polls, relative to the interval that it was told: twice as often is fine, and three requests at once. A leaky
 * bucket whose only state is the moment at which it will be empty.
 */
public final class PollPace {
    /** What a fan is told until it has been told anything else. */
    public static final long FIRST_MS = 1_000;

    private static final AtomicLongFieldUpdater<PollPace> EMPTY_AT =
            AtomicLongFieldUpdater.newUpdater(PollPace.class, "emptyAtNanos");
    private static final int BURST = 3; // a page that was opened, reloaded, and opened in a second tab
    private static final long NEVER = Long.MIN_VALUE;

    private volatile long emptyAtNanos = NEVER;
    private volatile long intervalMs = FIRST_MS;

    /** Sets the interval that the fan was told. */
    public void setInterval(long pollAfterMs) {
        if (intervalMs != pollAfterMs) {
            intervalMs = pollAfterMs;
        }
    }

    public long intervalMs() {
        return intervalMs;
    }

    /** Counts a request; returns 0 if it is within the limit, or else the milliseconds until one will be. */
    public long takeMs(long nanos) {
        long step = TimeUnit.MILLISECONDS.toNanos(intervalMs) / 2;
        long emptyAt = emptyAtNanos;
        long from = emptyAt == NEVER ? nanos : Math.max(nanos, emptyAt);
        long early = from + step - nanos - BURST * step;
        if (early > 0) {
            return TimeUnit.NANOSECONDS.toMillis(early) + 1;
        }
        // two requests at the very same moment may count as one: this stops crowds, it does not count nanoseconds
        EMPTY_AT.compareAndSet(this, emptyAt, from + step);
        return 0;
    }
}
