package io.onsale.seat.rebuild;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.seat.Rebuilds;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Rebuilds requested performances at once, and visits all current ones regularly, so that seats are rebuilt also without a request. */
public final class RebuildRounds implements Rebuilds {
    private static final Logger LOG = LoggerFactory.getLogger(RebuildRounds.class);
    private static final int TICKS_PER_ROUND = 50; // every 5 s: two small reads per current performance
    private static final Duration REBUILD_MAX = Duration.ofMinutes(1); // an arena takes seconds; then a store hangs
    private static final int SIDE_BY_SIDE = 4; // rebuilds at a time: each reads a hall's reservations

    private final RebuildSeats rebuild;
    private final Performances performances;
    private final Set<PerformanceId> requested = ConcurrentHashMap.newKeySet();

    public RebuildRounds(RebuildSeats rebuild, Performances performances) {
        this.rebuild = rebuild;
        this.performances = performances;
    }

    @Override
    public void request(PerformanceId performance) {
        requested.add(performance);
    }

    /** Rebuilds what was requested, and on some ticks visits all current performances; failures are logged and tried again later. */
    public Mono<Void> tick(long number) {
        Flux<PerformanceId> due = number % TICKS_PER_ROUND == 0 ? performances.current() : takeRequested();
        return due.flatMap(this::rebuildOrLog, SIDE_BY_SIDE).then();
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
