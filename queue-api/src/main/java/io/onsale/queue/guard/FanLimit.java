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
 * Holds what fans do besides joining to a rate a fan, on this node: claims of a pass, streams that begin, places given up. Each of these
 * costs Redis, and a claim the database, too: one fan in a loop must not slow down everybody. Costs one look-up in memory.
 */
public final class FanLimit {
    private static final int FANS_MAX = 100_000; // about 15 MB; whoever hammers is seen often and thus not forgotten

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
