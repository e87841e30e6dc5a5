package io.onsale.seat.expiry;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.plan.Performances;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Ends lapsed holds of all current performances, so that the map shows their seats as free. Correctness does not depend on it: a new hold
 * treats lapsed ones as free. Any number of nodes may sweep at once.
 */
public final class HoldSweeper {
    private static final Logger LOG = LoggerFactory.getLogger(HoldSweeper.class);
    private static final int HOLDS_PER_CALL = 100; // some 300 seats: below a millisecond of Redis
    private static final int CALLS_PER_ROUND = 20; // of one performance; the rest waits for the next round
    private static final int SIDE_BY_SIDE = 8; // performances at a time

    private final LapsedHolds holds;
    private final Performances performances;

    public HoldSweeper(LapsedHolds holds, Performances performances) {
        this.holds = holds;
        this.performances = performances;
    }

    /** One visit to every current performance; one that fails has its turn in the next round. */
    public Mono<Void> round() {
        return performances
                .current()
                .flatMap(
                        performance -> sweep(performance).onErrorResume(e -> {
                            LOG.debug("cannot sweep {} now: {}", performance, e.toString());
                            return Mono.empty();
                        }),
                        SIDE_BY_SIDE)
                .then();
    }

    private Mono<Void> sweep(PerformanceId performance) {
        return Mono.defer(() -> holds.endSome(performance, HOLDS_PER_CALL))
                .repeat(CALLS_PER_ROUND - 1L)
                .takeUntil(ended -> ended < HOLDS_PER_CALL)
                .then();
    }
}
