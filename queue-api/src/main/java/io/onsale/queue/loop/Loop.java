package io.onsale.queue.loop;

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

/**
 * Repeats one piece of work at a fixed pace while the service runs. The only owner of its subscription: a second {@link #start} changes
 * nothing, {@link #stop} cancels what is under way, and it may be started again. Rounds never overlap; a round that is late makes the
 * next ones be skipped, not queued. A round that fails is logged and the next one tries again.
 */
public final class Loop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration ROUND_MAX =
            Duration.ofSeconds(10); // then something hangs that has no timeout of its own

    private final String name;
    private final Duration pace;
    private final Supplier<Mono<Void>> round;
    private final Scheduler scheduler;
    private @Nullable Disposable running; // guarded by this
    private boolean failing; // only touched by rounds, which never overlap

    /** @param round makes one round's work; called again for each round */
    public Loop(String name, Duration pace, Scheduler scheduler, Supplier<Mono<Void>> round) {
        this.name = name;
        this.pace = pace;
        this.round = round;
        this.scheduler = scheduler;
    }

    @Override
    public synchronized void start() {
        if (running == null) {
            running = Flux.interval(Duration.ZERO, pace, scheduler)
                    .onBackpressureDrop()
                    .concatMap(tick -> once(), 0)
                    .subscribe();
        }
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

    private Mono<Void> once() {
        return Mono.defer(round)
                .timeout(ROUND_MAX, scheduler)
                .doOnSuccess(done -> recovered())
                .onErrorResume(e -> {
                    failed(e);
                    return Mono.empty();
                });
    }

    /** Logged once an outage, not once a round. */
    private void failed(Throwable e) {
        if (!failing) {
            LOG.warn("{} fails and goes on trying", name, e);
        }
        failing = true;
    }

    private void recovered() {
        if (failing) {
            LOG.info("{} works again", name);
        }
        failing = false;
    }
}
