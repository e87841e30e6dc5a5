package io.onsale.service.connection;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why we ended a connection, and how often we did. Counted for the whole process; logged once a minute and reason, without addresses. */
enum Cut {
    HEAD("the headers of a request did not come in time"),
    BODY("the body of a request did not come in time"),
    IDLE("no further request came"),
    STALLED("the reader of an answer took nothing of it"),
    SLOW("the reader of an answer took too little of it"),
    DISPLACED("it was idle or stalled when there were too many"),
    REFUSED("there were too many, none of them idle");

    private static final Logger LOG = LoggerFactory.getLogger(Cut.class);
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String reason;
    private final LongAdder count = new LongAdder();
    private final AtomicLong loggedAt = new AtomicLong(); // 0: never
    private volatile long logged;

    Cut(String reason) {
        this.reason = reason;
    }

    void record() {
        count.increment();
        long now = System.nanoTime();
        long last = loggedAt.get();
        if (this != IDLE && (last == 0 || now - last >= QUIET_NANOS) && loggedAt.compareAndSet(last, now)) {
            long all = count.sum();
            LOG.warn("{} connections cut since the last such line: {}", all - logged, reason);
            logged = all;
        }
    }

    long count() {
        return count.sum();
    }

    static void bindTo(MeterRegistry meters) {
        for (Cut cut : values()) {
            FunctionCounter.builder("onsale.http.connections.cut", cut, Cut::count)
                    .tag("reason", cut.name().toLowerCase(Locale.ROOT))
                    .description("connections that this process ended")
                    .register(meters);
        }
    }
}
