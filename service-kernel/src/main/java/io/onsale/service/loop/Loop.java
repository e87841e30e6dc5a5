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
 * Repeats one piece of work at a fixed pace while the service runs. It is the only owner of its subscription: a second {@link #start}
 * changes nothing, {@link #stop} cancels the round in progress, and it may be started again. Rounds never overlap: ticks during a round are
 * skipped, not queued. A round that fails or takes too long is given up and logged, and the next one tries again. {@link #batches} works
 * through a backlog and can be woken up between ticks; {@link #forEach} gives each of many items rounds of its own.
 */
public final class Loop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    /** How long a round may take by default; a longer one waits for something that has no time-out of its own. */
    public static final Duration ROUND_MAX = Duration.ofSeconds(10);

    /** How long a batch may take: a batch of payments waits for the provider, up to a minute per call. */
    private static final Duration BATCH_MAX = Duration.ofMinutes(10);

    private static final int EACH_AT_ONCE = 64; // far above what is in progress while nothing hangs
    private static final int FAILED = -1;

    private final String name;
    private final Duration first;
    private final Duration pace;
    private final Duration roundMax;
    private final Scheduler scheduler;
    private final BiFunction<Loop, Flux<Long>, Flux<Void>> rounds;
    private final Set<Object> failing = new HashSet<>(); // items whose last round failed; guarded by itself
    private @Nullable Disposable running; // guarded by this

    /** @param round makes one round's work; called again for each round */
    public Loop(String name, Duration pace, Scheduler scheduler, Supplier<Mono<Void>> round) {
        this(name, Duration.ZERO, pace, ROUND_MAX, scheduler, tick -> round.get());
    }

    /**
     * A loop with all its settings.
     *
     * @param first pause before the first round
     * @param roundMax how long a round may take; then it is cancelled, and the next one tries again
     * @param round makes one round's work; called for each round with the number of its tick, from 0; skipped ticks are counted
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
     * A loop whose round does batches until there is nothing left to do. Safe on every node if batches are leased in the database.
     *
     * @param batch does at most one bounded batch and emits how much there was to do; 0 or empty ends the round
     */
    public static Loop batches(String name, Duration pace, Scheduler scheduler, Supplier<Mono<Integer>> batch) {
        return batches(name, pace, scheduler, new WakeUpSignal(), batch);
    }

    /** The same, with a signal that starts a round at once. */
    public static Loop batches(
            String name, Duration pace, Scheduler scheduler, WakeUpSignal signal, Supplier<Mono<Integer>> batch) {
        return new Loop(
                name,
                Duration.ZERO,
                pace,
                BATCH_MAX,
                scheduler,
                (loop, ticks) -> Flux.merge(ticks, signal.signals())
                        .onBackpressureDrop()
                        .concatMap(start -> loop.untilDone(signal, batch), 0));
    }

    private Flux<Void> untilDone(WakeUpSignal signal, Supplier<Mono<Integer>> batch) {
        return Mono.defer(() -> {
                    signal.clear();
                    return once(name, batch);
                })
                .defaultIfEmpty(FAILED)
                .repeat()
                .takeUntil(done -> done == FAILED || done == 0 && !signal.isPending())
                .thenMany(Flux.empty());
    }

    /**
     * A loop in which each of many items has its own rounds. A slow item is skipped until its round ends, one that hangs is given up after
     * {@link #ROUND_MAX}; neither holds up the others unless 64 hang at once.
     *
     * @param all the items that have a round now; called at each tick, answered from memory
     * @param key identifies an item from tick to tick
     * @param round makes one round's work for one item
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
        Set<Object> inProgress = ConcurrentHashMap.newKeySet();
        return ticks.concatMap(tick -> listed(all, key), 0)
                .filter(one -> inProgress.add(key.apply(one)))
                .flatMap(
                        one -> once(key.apply(one), () -> round.apply(one))
                                .doFinally(end -> inProgress.remove(key.apply(one))),
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

    /** Empty after a failure. */
    private <T> Mono<T> once(Object what, Supplier<Mono<T>> round) {
        return Mono.defer(round)
                .timeout(roundMax, scheduler)
                .doOnSuccess(done -> recovered(what))
                .onErrorResume(e -> {
                    failed(what, e);
                    return Mono.empty();
                });
    }

    /** Logged once per outage, not per round or per item. An error that is no outage is a bug and logged as one. */
    private void failed(Object what, Throwable e) {
        synchronized (failing) {
            if (failing.isEmpty()) {
                Level level = e instanceof Unavailable || Outages.isOutage(e) ? Level.WARN : Level.ERROR;
                LOG.atLevel(level)
                        .setCause(e)
                        .log("{} fails and is tried again", what.equals(name) ? name : name + " of " + what);
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

    /** Forgets failed items that are no longer tried. */
    private void keepOnly(Set<?> tried) {
        synchronized (failing) {
            failing.retainAll(tried);
        }
    }
}
