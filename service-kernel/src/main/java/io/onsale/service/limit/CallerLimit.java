package io.onsale.service.limit;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits one kind of request to a rate per caller, on this node. It costs one in-memory lookup and comes before anything more expensive.
 */
public final class CallerLimit {
    private static final int CALLERS_MAX = 100_000; // about 15 MB; frequent callers are not evicted

    private final RateLimiter<String> callers;
    private final Counter refused;

    /** @param refused counts the refused requests */
    public CallerLimit(Rate perCaller, LongSupplier nanoTime, Counter refused) {
        this.callers = new RateLimiter<>(perCaller, CALLERS_MAX, nanoTime);
        this.refused = refused;
    }

    /** Counts a request. Null if it is within the limit, otherwise how long to wait, in whole seconds. */
    public @Nullable Duration take(String caller) {
        long wait = callers.take(caller);
        if (wait == 0) {
            return null;
        }
        refused.increment();
        return Wait.seconds(wait);
    }

    /** Takes back one counted request, because it turned out to be harmless. */
    public void giveBack(String caller) {
        callers.giveBack(caller);
    }
}
