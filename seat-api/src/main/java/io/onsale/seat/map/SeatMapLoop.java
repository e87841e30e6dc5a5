package io.onsale.seat.map;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.seat.Epochs;
import io.onsale.seat.seat.Rebuilds;
import io.onsale.seat.seat.SeatStates;
import io.onsale.seat.seat.SeatsNotReady;
import io.onsale.service.loop.Loop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Keeps this node's maps up to date: one small read per map and tick, one more when something changed. A lifecycle of its own, because its end also
 * ends the streams. */
public final class SeatMapLoop implements SmartLifecycle, SeatMaps {
    private static final Logger LOG = LoggerFactory.getLogger(SeatMapLoop.class);
    private static final Duration TICK = Duration.ofMillis(100); // with the reads, watchers are notified within 200 ms
    private static final int TICKS_PER_HEARTBEAT = 100; // every 10 s; proxies close what is silent for longer than 15
    private static final int TICKS_PER_COUNT = 10; // counts are published once a second at most
    private static final int TICKS_UNUSED_MAX = 600; // a minute; then the map is dropped
    private static final int SIDE_BY_SIDE = 32; // maps refreshed at a time
    private static final int DELTAS_PER_READ_MAX = 2000; // 20,000 versions a second; the rest waits for the next tick
    private static final int PAST_MAX = 10_000; // about what the stream keeps
    private static final Duration FIRST_LOOK_MAX = Duration.ofSeconds(2);

    private static final class Watched {
        private final PerformanceId performance;
        private final Performance whole;
        private final SeatMap map;
        private volatile int ticksUnused;

        Watched(Performance performance) {
            this.performance = performance.id();
            this.whole = performance;
            this.map = new SeatMap(performance.hall());
        }
    }

    private final SeatFeed feed;
    private final Epochs epochs;
    private final Rebuilds rebuilds;
    private final Clock clock;
    private final Map<PerformanceId, Watched> watched = new ConcurrentHashMap<>();
    private final Loop loop;

    public SeatMapLoop(SeatFeed feed, Epochs epochs, Rebuilds rebuilds, Clock clock, MeterRegistry meters) {
        this.feed = feed;
        this.epochs = epochs;
        this.rebuilds = rebuilds;
        this.clock = clock;
        this.loop = new Loop("Refreshing seat maps", TICK, TICK, Loop.ROUND_MAX, Schedulers.parallel(), this::tick);
        Gauge.builder("onsale.seat.map.watchers", this, SeatMapLoop::watchers)
                .description("open streams of seat changes on this node")
                .register(meters);
    }

    @Override
    public Mono<SeatMap> getMap(Performance performance) {
        SeatMap map = watch(performance);
        return map.isReady()
                ? Mono.just(map)
                : map.whenLooked()
                        .timeout(FIRST_LOOK_MAX, Mono.empty())
                        .then(Mono.defer(() -> map.isReady() ? Mono.just(map) : Mono.error(SeatsNotReady.failure())));
    }

    @Override
    public @Nullable SeatMap findMap(Performance performance) {
        SeatMap map = watch(performance);
        return map.isReady() ? map : null;
    }

    private SeatMap watch(Performance performance) {
        Watched entry = watched.get(performance.id());
        if (entry == null) {
            entry = watched.computeIfAbsent(performance.id(), id -> new Watched(performance));
        }
        entry.ticksUnused = 0;
        return entry.map;
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop();
        watched.values().forEach(entry -> entry.map.close());
        watched.clear();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    private int watchers() {
        return watched.values().stream().mapToInt(entry -> entry.map.watchers()).sum();
    }

    private Mono<Void> tick(long number) {
        return Flux.fromIterable(watched.values())
                .filter(this::isUsed)
                .doOnNext(entry -> {
                    if (number % TICKS_PER_HEARTBEAT == 0) {
                        entry.map.heartbeat();
                    } else {
                        entry.map.catchUp();
                    }
                    if (number % TICKS_PER_COUNT == 0) {
                        entry.map.publishCounts();
                    }
                })
                .flatMap(this::refreshOrLog, SIDE_BY_SIDE)
                .then();
    }

    /** Counts ticks without a user; drops the map after too many of them, and together with its streams when the show is over. */
    private boolean isUsed(Watched entry) {
        int unused = entry.map.isWatched() ? 0 : entry.ticksUnused + 1;
        entry.ticksUnused = unused;
        if (unused <= TICKS_UNUSED_MAX && !entry.whole.isOver(clock.instant())) {
            return true;
        }
        watched.remove(entry.performance, entry);
        entry.map.close();
        return false;
    }

    private Mono<Void> refreshOrLog(Watched entry) {
        return refresh(entry.performance, entry.map)
                .doOnError(e -> {
                    if (entry.map.isReady()) {
                        LOG.warn("the map of {} is not up to date: {}", entry.performance, e.toString());
                    }
                    entry.map.missing();
                })
                .onErrorComplete(); // the next tick tries again
    }

    private Mono<Void> refresh(PerformanceId performance, SeatMap map) {
        Instant asked = clock.instant();
        return feed.getVersion(performance)
                .flatMap(there -> refreshTo(there, performance, map).then(Mono.fromRunnable(() -> {
                    if (map.isReady() && map.version() >= there) {
                        map.current(asked);
                    }
                })));
    }

    private Mono<Void> refreshTo(long there, PerformanceId performance, SeatMap map) {
        if (map.isReady() && there == map.version()) {
            return Mono.empty();
        }
        boolean follows =
                map.isReady() && there > map.version() && SeatStates.epoch(there) == SeatStates.epoch(map.version());
        return follows ? catchUp(performance, map) : load(performance, map);
    }

    private Mono<Void> catchUp(PerformanceId performance, SeatMap map) {
        return feed.getChanges(performance, map.version(), DELTAS_PER_READ_MAX)
                .flatMap(deltas -> followsWithoutGap(map.version(), deltas)
                        ? Mono.fromRunnable(() -> map.apply(deltas))
                        : load(performance, map));
    }

    private static boolean followsWithoutGap(long version, List<SeatDelta> deltas) {
        return !deltas.isEmpty() && deltas.getFirst().version() == version + 1;
    }

    private Mono<Void> load(PerformanceId performance, SeatMap map) {
        return feed.findStates(performance, map.seatCount())
                .filterWhen(states -> isPresentEpoch(performance, states))
                .zipWhen(states -> past(performance, states.version()))
                .doOnNext(loaded -> map.load(loaded.getT1(), loaded.getT2()))
                .switchIfEmpty(Mono.fromRunnable(() -> {
                    map.missing();
                    rebuilds.request(performance);
                }))
                .then();
    }

    private Mono<Boolean> isPresentEpoch(PerformanceId performance, SeatStates states) {
        return epochs.findEpoch(performance).map(epoch -> epoch == SeatStates.epoch(states.version()));
    }

    /** The changes that led to {@code version}, as far back as they are known. */
    private Mono<List<SeatDelta>> past(PerformanceId performance, long version) {
        return feed.getChanges(performance, Math.max(0, version - PAST_MAX), PAST_MAX)
                .map(deltas -> deltas.stream()
                        .filter(delta -> delta.version() <= version)
                        .toList())
                .map(deltas ->
                        deltas.isEmpty() || deltas.getLast().version() != version ? List.<SeatDelta>of() : deltas);
    }
}
