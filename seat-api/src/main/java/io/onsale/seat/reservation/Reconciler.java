package io.onsale.seat.reservation;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.reservation.ReservedHolds.Doubt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Settles holds that a booking took over in Redis and whose row was never confirmed, because the process died or Postgres's answer was lost.
 * Postgres decides: if the row is there the reservation stands; otherwise the row is prevented permanently and the hold is given back.
 */
public final class Reconciler {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final int DOUBTS_PER_ROUND = 100; // of one performance; the rest waits for the next round
    private static final int SIDE_BY_SIDE = 4;

    private final Performances performances;
    private final ReservedHolds holds;
    private final Reservations reservations;
    private final SettleReservations settle;

    public Reconciler(
            Performances performances, ReservedHolds holds, Reservations reservations, SettleReservations settle) {
        this.performances = performances;
        this.holds = holds;
        this.reservations = reservations;
        this.settle = settle;
    }

    /** One visit to every current performance; one that fails has its turn in the next round. */
    public Mono<Void> round() {
        return performances
                .current()
                .flatMap(this::reconcileOrLog, SIDE_BY_SIDE)
                .then();
    }

    private Mono<Void> reconcileOrLog(PerformanceId performance) {
        return holds.overdue(performance, DOUBTS_PER_ROUND)
                .concatMap(this::decide)
                .then()
                .doOnError(e -> LOG.debug("cannot reconcile {} now: {}", performance, e.toString()))
                .onErrorComplete();
    }

    /** Decides one; may run at any time, also twice: then the reservation is projected once more. */
    public Mono<Void> decide(Doubt doubt) {
        return reservations
                .forestall(doubt)
                .doOnNext(outcome ->
                        LOG.info("reservation {} of booking {}: {}", doubt.reservation(), doubt.booking(), outcome))
                .flatMap(outcome -> switch (outcome) {
                    case FORESTALLED -> holds.undo(doubt.hold(), doubt.reservation());
                    case ROW_EXISTS -> settle.project(doubt.reservation());
                });
    }
}
