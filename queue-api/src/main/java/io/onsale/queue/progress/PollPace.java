package io.onsale.queue.progress;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * How often one fan asks, held against how often it was told to: twice as often is fine, and three times at once. A leaky bucket that is
 * no more than the moment when it is empty again.
 */
final class PollPace {
    private static final AtomicLongFieldUpdater<PollPace> EMPTY_AT =
            AtomicLongFieldUpdater.newUpdater(PollPace.class, "emptyAtNanos");
    private static final int BURST = 3; // a page that was opened, reloaded, and looked at in a second tab
    private static final long NEVER = Long.MIN_VALUE;

    private volatile long emptyAtNanos = NEVER;
    private volatile long toldMs = Pacing.POLL_NEAR_MS;

    /** Remembers when the fan was told to come back. */
    void told(long pollAfterMs) {
        if (toldMs != pollAfterMs) {
            toldMs = pollAfterMs;
        }
    }

    long toldMs() {
        return toldMs;
    }

    /** 0: go on; else after how many ms it will be all right. */
    long takeMs(long nanos) {
        long step = TimeUnit.MILLISECONDS.toNanos(toldMs) / 2;
        long emptyAt = emptyAtNanos;
        long from = emptyAt == NEVER ? nanos : Math.max(nanos, emptyAt);
        long early = from + step - nanos - BURST * step;
        if (early > 0) {
            return TimeUnit.NANOSECONDS.toMillis(early) + 1;
        }
        // two requests at the very same moment may count as one: this keeps crowds away, not nanoseconds
        EMPTY_AT.compareAndSet(this, emptyAt, from + step);
        return 0;
    }
}
