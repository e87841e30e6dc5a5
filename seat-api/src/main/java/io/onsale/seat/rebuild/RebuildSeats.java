package io.onsale.seat.rebuild;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.rebuild.SeatStore.Superseded;
import io.onsale.seat.seat.Epochs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Sets up a performance's seats in Redis as Postgres has them, in a new epoch. Holds that were not reserved yet are lost with the old one. */
public final class RebuildSeats {
    private static final Logger LOG = LoggerFactory.getLogger(RebuildSeats.class);

    private final Performances performances;
    private final Epochs epochs;
    private final SeatLedger ledger;
    private final SeatStore store;
    private final Counter rebuilds;

    public RebuildSeats(
            Performances performances, Epochs epochs, SeatLedger ledger, SeatStore store, MeterRegistry meters) {
        this.performances = performances;
        this.epochs = epochs;
        this.ledger = ledger;
        this.store = store;
        this.rebuilds = meters.counter("onsale.seat.rebuilds");
    }

    /** Done when Redis has the seats of the present epoch. Does nothing if it has them already, if the performance is unknown, or if its seats were removed. */
    public Mono<Void> rebuild(PerformanceId id) {
        return epochs.findEpoch(id)
                .filter(epoch -> epoch != Epochs.REMOVED)
                .filterWhen(epoch -> isMissing(id, epoch))
                .flatMap(epoch -> performances.findPerformance(id))
                .flatMap(this::setUp)
                .onErrorResume(Superseded.class, later -> skip(id, later));
    }

    /** If a later rebuild is under way there is nothing to do. If its epoch is from a Postgres that was set back since, the next round takes a later one. */
    private Mono<Void> skip(PerformanceId id, Superseded later) {
        LOG.warn("a rebuild of the seats of {} stops: {}", id, later.getMessage());
        return ledger.skipEpochs(id, later.epoch());
    }

    private Mono<Void> setUp(Performance performance) {
        return ledger.inNextEpoch(
                performance.id(),
                epoch -> isMissing(performance.id(), epoch),
                opening -> store.setUp(performance.id(), performance.hall(), opening)
                        .doOnSuccess(done -> rebuilds.increment())
                        .doOnSuccess(done -> LOG.info(
                                "set up {} seats of performance {} in epoch {}, {} live reservations",
                                performance.hall().seatCount(),
                                performance.id(),
                                opening.epoch(),
                                opening.live().size())));
    }

    private Mono<Boolean> isMissing(PerformanceId id, long epoch) {
        return store.getEpoch(id).map(there -> there == 0 || there != epoch);
    }
}
