package io.onsale.service.loop;

import io.onsale.service.outage.Outages;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Repeats one piece of work at a fixed pace while the service runs. The only owner of its subscription: a second {@link #start} changes
 * nothing, {@link #stop} cancels what is under way, and it may be started again. Rounds never overlap; a round that is late makes the
 * next ones be skipped, not queued. A round that fails is logged and the next one tries again. {@link #forEach} does the same for each of
 * many by itself.
 */
public final class Loop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    /** How long a round may take if nobody says otherwise; then something hangs that has no time-out of its own. */
    public static final Duration ROUND_MAX = Duration.ofSeconds(10);

    private static final int EACH_AT_ONCE =
            64; // far above what is under way while nothing hangs; as many must hang to hold up another

    private final String name;
    private final Duration first;
    private final Duration pace;
    private final Duration roundMax;
    private final Scheduler scheduler;
    private final BiFunction<Loop, Flux<Long>, Flux<Void>> rounds;
    private final Set<Object> failing = new HashSet<>(); // what failed when it was last tried; guarded by itself
    private @Nullable Disposable running; // guarded by this

    /** @param round makes one round's work; called again for each round */
    public Loop(String name, Duration pace, Scheduler scheduler, Supplier<Mono<Void>> round) {
        this(name, Duration.ZERO, pace, ROUND_MAX, scheduler, tick -> round.get());
    }

    /**
     * A loop that says more.
     *
     * @param first pause before the first round
     * @param roundMax how long a round may take; then it is cancelled, and the next one tries again
     * @param round makes one round's work; called for each round with the number of its tick, from 0; late ticks are left out
     */
    public Loop(
            String name,
            Duration first,
            Duration pace,
            Duration roundMax,
            Scheduler scheduler,
            LongFunction<Mono<Void>> round) {
        this(
                name,
                first,
                pace,
                roundMax,
                scheduler,
                (loop, ticks) -> ticks.concatMap(tick -> loop.once(name, () -> round.apply(tick)), 0));
    }

    private Loop(
            String name,
            Duration first,
            Duration pace,
            Duration roundMax,
            Scheduler scheduler,
            BiFunction<Loop, Flux<Long>, Flux<Void>> rounds) {
        this.name = name;
        this.first = first;
        this.pace = pace;
        this.roundMax = roundMax;
        this.scheduler = scheduler;
        this.rounds = rounds;
    }

    /**
     * A loop in which each of many has its own rounds: one that is slow is left out until it is done, and one that hangs is given up in the
     * end; neither holds up the others.
     *
     * @param all those that have a round now; asked at each tick, from memory
     * @param key what one of them is known by from tick to tick
     * @param round makes one round's work for one of them
     */
    public static <T> Loop forEach(
            String name,
            Duration pace,
            Scheduler scheduler,
            Supplier<? extends Collection<T>> all,
            Function<T, ?> key,
            Function<T, Mono<Void>> round) {
        return new Loop(
                name, Duration.ZERO, pace, ROUND_MAX, scheduler, (loop, ticks) -> loop.forEach(ticks, all, key, round));
    }

    private <T> Flux<Void> forEach(
            Flux<Long> ticks,
            Supplier<? extends Collection<T>> all,
            Function<T, ?> key,
            Function<T, Mono<Void>> round) {
        Set<Object> underWay = ConcurrentHashMap.newKeySet();
        return ticks.concatMap(tick -> listed(all, key), 0)
                .filter(one -> underWay.add(key.apply(one)))
                .flatMap(
                        one -> once(key.apply(one), () -> round.apply(one))
                                .doFinally(end -> underWay.remove(key.apply(one))),
                        EACH_AT_ONCE);
    }

    private <T> Flux<T> listed(Supplier<? extends Collection<T>> all, Function<T, ?> key) {
        return Flux.defer(() -> {
                    Collection<T> now = all.get();
                    recovered(name);
                    keepOnly(now.stream().map(key).collect(Collectors.toSet()));
                    return Flux.fromIterable(now);
                })
                .onErrorResume(e -> {
                    failed(name, e);
                    return Flux.empty();
                });
    }

    @Override
    public synchronized void start() {
        if (running == null) {
            running = rounds.apply(this, Flux.interval(first, pace, scheduler).onBackpressureDrop())
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

    private Mono<Void> once(Object what, Supplier<Mono<Void>> round) {
        return Mono.defer(round)
                .timeout(roundMax, scheduler)
                .doOnSuccess(done -> recovered(what))
                .onErrorResume(e -> {
                    failed(what, e);
                    return Mono.empty();
                });
    }

    /** Logged once an outage, not once a round and not for each of many. A fault of ours is an alarm. */
    private void failed(Object what, Throwable e) {
        synchronized (failing) {
            if (failing.isEmpty()) {
                Level level = e instanceof Unavailable || Outages.isOutage(e) ? Level.WARN : Level.ERROR;
                LOG.atLevel(level)
                        .setCause(e)
                        .log("{} fails and goes on trying", what.equals(name) ? name : name + " of " + what);
            }
            failing.add(what);
        }
    }

    private void recovered(Object what) {
        synchronized (failing) {
            if (failing.remove(what) && failing.isEmpty()) {
                LOG.info("{} works again", name);
            }
        }
    }

    /** Forgets what failed last and is not tried any more. */
    private void keepOnly(Set<?> tried) {
        synchronized (failing) {
            failing.retainAll(tried);
        }
    }
}
