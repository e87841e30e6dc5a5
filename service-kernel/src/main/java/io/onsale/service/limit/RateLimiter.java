package io.onsale.service.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits each key to a rate, by the generic cell rate algorithm (ITU-T I.371). It keeps one number per key: the time at which everything
 * taken so far is paid for. A key that is further ahead than the burst must wait. The least used keys are evicted first.
 *
 * <p>Fails open: if the limiter itself fails, the request proceeds.
 *
 * @param <K> with value equality
 */
public final class RateLimiter<K> {
    private static final Logger LOG = LoggerFactory.getLogger(RateLimiter.class);

    private final boolean unlimited;
    private final long interval; // ns to pay for one
    private final long burst; // ns that may be owed when the last one of a burst is taken
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
                .executor(Runnable::run) // maintenance takes 1 µs; another thread would cost more
                .build();
    }

    /** Takes one for {@code key}. Returns 0, or how many nanoseconds to wait before the next attempt. */
    public long take(K key) {
        if (unlimited) {
            return 0;
        }
        try {
            return takeLimited(key);
        } catch (RuntimeException e) {
            LOG.error("A rate limiter failed; the request was allowed", e);
            return 0;
        }
    }

    private long takeLimited(K key) {
        long now = nanoTime.getAsLong();
        AtomicLong paid = paidAt.getIfPresent(key); // avoids a lambda for known keys
        if (paid == null) {
            paid = paidAt.get(key, fresh -> new AtomicLong(now));
        }
        while (true) {
            long owed = paid.get();
            long base = owed - now > 0 ? owed : now; // compare by difference: nanoTime may overflow
            long wait = base - now - burst;
            if (wait > 0) {
                return wait;
            }
            if (paid.compareAndSet(owed, base + interval)) {
                return 0;
            }
        }
    }

    /** Resets {@code key}, as if it had taken nothing. */
    public void forget(K key) {
        paidAt.invalidate(key);
    }

    /** Gives back one that {@code key} has taken, because the request turned out not to count. */
    public void giveBack(K key) {
        AtomicLong paid = unlimited ? null : paidAt.getIfPresent(key);
        if (paid != null) {
            paid.addAndGet(-interval); // may become a past time, which counts as nothing owed
        }
    }
}
