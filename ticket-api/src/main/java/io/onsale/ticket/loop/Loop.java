package io.onsale.ticket.loop;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Does one kind of work while the service runs: a batch, at once another while there was something to do, else after an interval
 * or when the bell rings. An error (a store away, mostly) is logged and followed by a growing pause; the loop itself never ends.
 * Safe to run on every node: batches are claimed in the database.
 */
public final class Loop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration BACKOFF_MIN = Duration.ofMillis(200);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(5);

    private final String name;
    private final Duration interval;
    private final Bell bell;
    private final Supplier<Mono<Integer>> batch;
    private volatile @Nullable Disposable running;

    /** @param batch does at most one bounded batch and emits how much there was to do */
    public Loop(String name, Duration interval, Bell bell, Supplier<Mono<Integer>> batch) {
        this.name = name;
        this.interval = interval;
        this.bell = bell;
        this.batch = batch;
    }

    @Override
    public void start() {
        running = Mono.defer(batch)
                .defaultIfEmpty(0)
                .flatMap(this::pause)
                .repeat()
                .doOnError(e -> LOG.warn("{} goes on after an error: {}", name, e.toString()))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, BACKOFF_MIN)
                        .maxBackoff(BACKOFF_MAX)
                        .transientErrors(true))
                .subscribe();
    }

    @Override
    public void stop() {
        Disposable subscription = running;
        if (subscription != null) {
            subscription.dispose();
        }
        running = null;
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    /** Completes at once after a batch with work in it. A ring between the batch and here is lost, and made up by the interval. */
    private Mono<Boolean> pause(int done) {
        if (done > 0) {
            return Mono.just(true);
        }
        return Flux.merge(bell.rings(), Mono.delay(interval).thenReturn(true)).next();
    }
}
