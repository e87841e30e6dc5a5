package io.onsale.seat.rebuild;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.plan.Performance;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Removes the seats of past shows from Redis, where nothing expires on its own. What was sold stays in Postgres. Any number of nodes may do it
 * at once.
 */
public final class PastSeats {
    private static final Logger LOG = LoggerFactory.getLogger(PastSeats.class);
    private static final int PERFORMANCES_PER_ROUND = 100; // each is one transaction and one command

    private final SeatLedger ledger;
    private final SeatStore store;
    private final Clock clock;

    public PastSeats(SeatLedger ledger, SeatStore store, Clock clock) {
        this.ledger = ledger;
        this.store = store;
        this.clock = clock;
    }

    /** Removes the seats of a bounded number of shows; one that fails is logged and has its turn in the next round. */
    public Mono<Void> round() {
        Instant before = clock.instant().minus(Performance.SEATS_KEPT);
        return ledger.findOver(before, PERFORMANCES_PER_ROUND)
                .concatMap(this::removeOrLog)
                .then();
    }

    private Mono<Void> removeOrLog(PerformanceId performance) {
        return ledger.endEpochs(performance, store.remove(performance))
                .doOnError(e -> LOG.warn("cannot remove the seats of {} yet: {}", performance, e.toString()))
                .onErrorComplete();
    }
}
