package io.onsale.ticket.gate.web;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.service.web.Unavailable;
import io.onsale.ticket.gate.GateCounts;
import io.onsale.ticket.gate.Scans;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Live counts. Each performance that somebody watches is counted once per second on this node, however many watch it; all streams end when
 * the node is about to stop, before the web server waits for them.
 */
final class CountsFeed implements SmartLifecycle {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int STREAMS_MAX = 1_000; // per node: stewards and sellers, not fans

    private final Scans scans;
    private final Clock clock;
    private final Map<PerformanceId, Flux<GateCounts>> watched = new ConcurrentHashMap<>();
    private final AtomicInteger streams = new AtomicInteger();
    private final Sinks.Empty<Void> stopping = Sinks.empty();
    private volatile boolean running;

    CountsFeed(Scans scans, Clock clock) {
        this.scans = scans;
        this.clock = clock;
    }

    /** The counts until {@code end}. Errors with {@code Unavailable} while too many watch. */
    Flux<ServerSentEvent<GateCounts>> of(PerformanceId performance, Instant end) {
        return Flux.defer(() -> {
            if (streams.incrementAndGet() > STREAMS_MAX) {
                streams.decrementAndGet();
                return Flux.error(new Unavailable("The live count"));
            }
            return watched.computeIfAbsent(performance, this::shared)
                    .onBackpressureLatest() // a slow reader gets the latest counts, and no backlog
                    .map(counts ->
                            ServerSentEvent.builder(counts).event("counts").build())
                    .takeUntilOther(stopping.asMono())
                    .takeUntilOther(Mono.delay(Duration.between(clock.instant(), end)))
                    .doFinally(ended -> streams.decrementAndGet());
        });
    }

    private Flux<GateCounts> shared(PerformanceId performance) {
        return Flux.interval(Duration.ZERO, EVERY)
                .onBackpressureDrop()
                .concatMap(tick -> scans.count(performance).onErrorComplete(), 0) // a failed count leaves asOf behind
                .doFinally(nobodyWatches -> watched.remove(performance))
                .replay(1)
                .refCount();
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        stopping.tryEmitEmpty();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
