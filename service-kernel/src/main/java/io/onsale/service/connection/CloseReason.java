package io.onsale.service.connection;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why we closed a connection, and how often. Counted for the whole process; logged at most once per minute and reason, without addresses.
 */
enum CloseReason {
    HEAD("the headers of a request did not arrive in time"),
    BODY("the body of a request did not arrive in time"),
    IDLE("no further request arrived"),
    STALLED("the client read nothing of a response"),
    SLOW("the client read a response too slowly"),
    DISPLACED("idle or stalled while there were too many connections"),
    REFUSED("too many connections, none of them idle");

    private static final Logger LOG = LoggerFactory.getLogger(CloseReason.class);
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String reason;
    private final LongAdder count = new LongAdder();
    private final AtomicLong loggedAt = new AtomicLong(); // 0: never
    private volatile long logged;

    CloseReason(String reason) {
        this.reason = reason;
    }

    void record() {
        count.increment();
        long now = System.nanoTime();
        long last = loggedAt.get();
        if (this != IDLE && (last == 0 || now - last >= QUIET_NANOS) && loggedAt.compareAndSet(last, now)) {
            long all = count.sum();
            LOG.warn("{} connections closed since the last such line: {}", all - logged, reason);
            logged = all;
        }
    }

    long count() {
        return count.sum();
    }

    static void bindTo(MeterRegistry meters) {
        for (CloseReason reason : values()) {
            FunctionCounter.builder("onsale.http.connections.cut", reason, CloseReason::count)
                    .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                    .description("connections closed by this process")
                    .register(meters);
        }
    }
}
