package io.onsale.service.limit;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Holds one kind of request to a rate per caller, on this node: one look-up in memory before anything that costs more. */
public final class CallerLimit {
    private static final int CALLERS_MAX = 100_000; // about 15 MB; whoever hammers is seen often and thus not forgotten

    private final RateLimiter<String> callers;
    private final Counter refused;

    /** @param refused counts what was not let through */
    public CallerLimit(Rate perCaller, LongSupplier nanoTime, Counter refused) {
        this.callers = new RateLimiter<>(perCaller, CALLERS_MAX, nanoTime);
        this.refused = refused;
    }

    /** Counts the request: null if it is within the limit, else how long to wait, in whole seconds. */
    public @Nullable Duration take(String caller) {
        long wait = callers.take(caller);
        if (wait == 0) {
            return null;
        }
        refused.increment();
        return Wait.seconds(wait);
    }

    /** What it was counted for did no harm. */
    public void giveBack(String caller) {
        callers.giveBack(caller);
    }
}
