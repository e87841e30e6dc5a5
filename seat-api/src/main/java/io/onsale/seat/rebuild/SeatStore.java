package io.onsale.seat.rebuild;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.plan.Hall;
import io.onsale.seat.rebuild.SeatLedger.EpochStart;
import reactor.core.publisher.Mono;

/** A performance's seats in Redis. */
public interface SeatStore {
    /** The epoch of the seats; 0 if there are none, or if they were set up in another server than the present one. */
    Mono<Long> getEpoch(PerformanceId performance);

    /** Removes everything of them; repeatable. */
    Mono<Void> remove(PerformanceId performance);

    /** A later rebuild has begun: this one may have lost its lock on the performance, and what it wrote has no effect. */
    final class Superseded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final long epoch;

        /** @param epoch of the later rebuild, 0 if unknown */
        public Superseded(long epoch) {
            super("there is a later rebuild" + (epoch == 0 ? "" : ", of epoch " + epoch));
            this.epoch = epoch;
        }

        public long epoch() {
            return epoch;
        }
    }

    /** Sets up the seats of a new epoch in place of whatever is there; errors with {@link Superseded} if there is something of a later one. */
    Mono<Void> setUp(PerformanceId performance, Hall hall, EpochStart opening);
}
