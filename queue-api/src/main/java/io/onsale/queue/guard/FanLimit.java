package io.onsale.queue.guard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.id.FanId;
import io.onsale.queue.guard.Refusal.Of;
import io.onsale.queue.guard.Refusal.TooMany;
import io.onsale.service.limit.Rate;
import io.onsale.service.limit.RateLimiter;
import io.onsale.service.limit.Wait;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits what a fan does besides joining to a rate per fan, on this node: claiming the pass, opening streams, giving up the place. Each of these
 * uses Redis, and a claim also the database: one fan in a loop must not slow down the others. Costs one look-up in memory.
 */
public final class FanLimit {
    private static final int FANS_MAX =
            100_000; // about 15 MB; a fan that sends many requests is seen often and thus not evicted

    private final RateLimiter<String> fans;
    private final Counter refused;

    public FanLimit(Rate perFan, LongSupplier nanoTime, MeterRegistry meters) {
        this.fans = new RateLimiter<>(perFan, FANS_MAX, nanoTime);
        this.refused = GuardCounts.refused(meters, "limit-fan-actions");
    }

    /** Counts the attempt; null if it is within the limit. */
    public @Nullable TooMany refusal(FanId fan) {
        long wait = fans.take(fan.value());
        if (wait == 0) {
            return null;
        }
        refused.increment();
        return new TooMany(Of.FAN, Wait.seconds(wait));
    }
}
