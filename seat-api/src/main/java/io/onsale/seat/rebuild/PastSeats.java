package io.onsale.seat.rebuild;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.plan.Performance;
import io.onsale.service.loop.Loop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Removes the seats of shows that are over from Redis, which keeps everything until somebody takes it away. What was sold stays in Postgres.
 * Any number of nodes may do it at once.
 */
public final class PastSeats implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(PastSeats.class);
    private static final Duration ROUND = Duration.ofMinutes(1); // nobody waits for it
    private static final Duration ROUND_MAX = Duration.ofSeconds(50); // far above what it takes
    private static final int PERFORMANCES_A_ROUND = 100; // each is one transaction and one command

    private final SeatLedger ledger;
    private final SeatStore store;
    private final Clock clock;
    private final Loop loop;

    public PastSeats(SeatLedger ledger, SeatStore store, Clock clock) {
        this.ledger = ledger;
        this.store = store;
        this.clock = clock;
        this.loop = new Loop(
                "Removing the seats of past shows", ROUND, ROUND, ROUND_MAX, Schedulers.parallel(), number -> round());
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

    /** A bounded number of them; failures are logged and left to the next. */
    Mono<Void> round() {
        Instant before = clock.instant().minus(Performance.SEATS_KEPT);
        return ledger.findOver(before, PERFORMANCES_A_ROUND)
                .concatMap(this::removeOrLog)
                .then()
                .doOnError(e -> LOG.warn("cannot remove the seats of past shows now: {}", e.toString()))
                .onErrorComplete();
    }

    private Mono<Void> removeOrLog(PerformanceId performance) {
        return ledger.endEpochs(performance, store.remove(performance))
                .doOnError(e -> LOG.warn("cannot remove the seats of {} yet: {}", performance, e.toString()))
                .onErrorComplete();
    }
}
