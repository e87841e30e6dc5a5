package io.onsale.seat.rebuild;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.seat.Rebuilds;
import io.onsale.service.loop.Loop;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Rebuilds what was asked for at once, and looks after all current performances now and then, so that nobody has to ask. */
public final class RebuildLoop implements SmartLifecycle, Rebuilds {
    private static final Logger LOG = LoggerFactory.getLogger(RebuildLoop.class);
    private static final Duration TICK =
            Duration.ofMillis(100); // what a rebuild waits for at most; an empty tick costs nothing
    private static final int TICKS_A_ROUND = 50; // every 5 s: two small reads a current performance
    private static final Duration REBUILD_MAX = Duration.ofMinutes(1); // an arena takes seconds; then a store hangs
    private static final Duration ROUND_MAX = Duration.ofMinutes(15); // of all performances after Redis was lost
    private static final int SIDE_BY_SIDE = 4; // rebuilds at a time: each reads a hall's reservations

    private final RebuildSeats rebuild;
    private final Performances performances;
    private final Set<PerformanceId> requested = ConcurrentHashMap.newKeySet();
    private final Loop loop;

    public RebuildLoop(RebuildSeats rebuild, Performances performances) {
        this.rebuild = rebuild;
        this.performances = performances;
        this.loop = new Loop("Rebuilding seats", Duration.ZERO, TICK, ROUND_MAX, Schedulers.parallel(), this::tick);
    }

    @Override
    public void request(PerformanceId performance) {
        requested.add(performance);
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    private Mono<Void> tick(long number) {
        Flux<PerformanceId> due = number % TICKS_A_ROUND == 0 ? performances.current() : takeRequested();
        return due.flatMap(this::rebuildOrLog, SIDE_BY_SIDE)
                .then()
                .doOnError(e -> LOG.warn("cannot look after the seats: {}", e.toString()))
                .onErrorComplete(); // the next round tries again
    }

    private Flux<PerformanceId> takeRequested() {
        return Flux.fromIterable(requested).doOnNext(requested::remove);
    }

    private Mono<Void> rebuildOrLog(PerformanceId performance) {
        return rebuild.rebuild(performance)
                .timeout(REBUILD_MAX)
                .doOnError(e -> LOG.warn("cannot rebuild the seats of {} yet: {}", performance, e.toString()))
                .onErrorComplete();
    }
}
