package io.onsale.ticket.loop;

import io.onsale.service.outage.Outages;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Does one kind of work while the service runs: a batch, at once another while there was something to do, else after an interval
 * or when the bell rings. An error (a store away, mostly) is logged and followed by a growing pause; the loop itself never ends. A batch
 * that never ends is cancelled, and a second {@link #start} changes nothing.
 * Safe to run on every node: batches are claimed in the database.
 */
public final class Loop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration BACKOFF_MIN = Duration.ofMillis(200);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(5);

    /** A batch of payments waits for the provider, a minute for each call; longer, and a call hangs that has no time-out of its own. */
    private static final Duration BATCH_MAX = Duration.ofMinutes(10);

    private final String name;
    private final Duration interval;
    private final Bell bell;
    private final Supplier<Mono<Integer>> batch;
    private final Scheduler timer;
    private @Nullable Disposable running; // guarded by this

    /** @param batch does at most one bounded batch and emits how much there was to do */
    public Loop(String name, Duration interval, Bell bell, Supplier<Mono<Integer>> batch) {
        this(name, interval, bell, batch, Schedulers.parallel());
    }

    Loop(String name, Duration interval, Bell bell, Supplier<Mono<Integer>> batch, Scheduler timer) {
        this.name = name;
        this.interval = interval;
        this.bell = bell;
        this.batch = batch;
        this.timer = timer;
    }

    @Override
    public synchronized void start() {
        if (running != null) {
            return;
        }
        running = Mono.defer(batch)
                .timeout(BATCH_MAX, timer)
                .defaultIfEmpty(0)
                .flatMap(this::pause)
                .repeat()
                .doOnError(this::log)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, BACKOFF_MIN)
                        .maxBackoff(BACKOFF_MAX)
                        .scheduler(timer)
                        .transientErrors(true))
                .subscribe();
    }

    @Override
    public synchronized void stop() {
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    /** A fault of ours is an alarm; an outage ends without us. */
    private void log(Throwable e) {
        if (e instanceof Unavailable || Outages.isOutage(e)) {
            LOG.warn("{} goes on after an error: {}", name, e.toString());
        } else {
            LOG.error("{} goes on after an error", name, e);
        }
    }

    /** Completes at once after a batch with work in it. A ring between the batch and here is lost, and made up by the interval. */
    private Mono<Boolean> pause(int done) {
        if (done > 0) {
            return Mono.just(true);
        }
        return Flux.merge(bell.rings(), Mono.delay(interval, timer).thenReturn(true))
                .next();
    }
}
