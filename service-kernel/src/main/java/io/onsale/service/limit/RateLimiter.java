package io.onsale.service.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds each key to a rate, by the generic cell rate algorithm (ITU-T I.371): one number per key, the moment at which it will have paid for
 * all that it has had. Whoever owes more than the burst waits. The keys that are seen least are forgotten first.
 *
 * <p>Fails open: if the limiter itself fails, the request goes on.
 *
 * @param <K> with value equality
 */
public final class RateLimiter<K> {
    private static final Logger LOG = LoggerFactory.getLogger(RateLimiter.class);

    private final boolean unlimited;
    private final long interval; // ns that one takes to be paid for
    private final long burst; // ns that may be owed before the last one of a burst
    private final LongSupplier nanoTime;
    private final Cache<K, AtomicLong> paidAt;

    /** @param keysMax about 150 bytes each */
    public RateLimiter(Rate rate, int keysMax, LongSupplier nanoTime) {
        this.unlimited = rate.isUnlimited();
        this.interval = unlimited ? 0 : rate.intervalNanos();
        this.burst = interval * (rate.burst() - 1);
        this.nanoTime = nanoTime;
        this.paidAt = Caffeine.newBuilder()
                .maximumSize(keysMax)
                .executor(Runnable::run) // a microsecond now and then; waking another thread for it costs more
                .build();
    }

    /** Takes one for {@code key}: 0, or how many nanoseconds are to pass before the next attempt makes sense. */
    public long take(K key) {
        if (unlimited) {
            return 0;
        }
        try {
            return takeLimited(key);
        } catch (RuntimeException e) {
            LOG.error("A rate limiter failed, and let a request through", e);
            return 0;
        }
    }

    private long takeLimited(K key) {
        long now = nanoTime.getAsLong();
        AtomicLong paid = paidAt.getIfPresent(key); // without a lambda for keys that are known
        if (paid == null) {
            paid = paidAt.get(key, fresh -> new AtomicLong(now));
        }
        while (true) {
            long owed = paid.get();
            long base = owed - now > 0 ? owed : now; // by difference: the clock's zero is anywhere
            long wait = base - now - burst;
            if (wait > 0) {
                return wait;
            }
            if (paid.compareAndSet(owed, base + interval)) {
                return 0;
            }
        }
    }

    /** {@code key} owes nothing any more. */
    public void forget(K key) {
        paidAt.invalidate(key);
    }

    /** Gives back one that {@code key} has taken: what it was taken for turned out to be no reason to slow down. */
    public void giveBack(K key) {
        AtomicLong paid = unlimited ? null : paidAt.getIfPresent(key);
        if (paid != null) {
            paid.addAndGet(-interval); // may end in the past, which counts as nothing owed
        }
    }
}
