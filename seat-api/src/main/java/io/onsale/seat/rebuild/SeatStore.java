package io.onsale.seat.rebuild;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.plan.Hall;
import io.onsale.seat.rebuild.SeatLedger.EpochStart;
import reactor.core.publisher.Mono;

/** What Redis has of a performance's seats. */
public interface SeatStore {
    /** The epoch of the seats that are there; 0 if there are none, or if the server that they were put up in is another. */
    Mono<Long> getEpoch(PerformanceId performance);

    /** Takes away all there is of them; repeatable. */
    Mono<Void> remove(PerformanceId performance);

    /** A later rebuild has begun: this one may have lost its lock on the performance, and has written nothing that counts. */
    final class Superseded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final long epoch;

        /** @param epoch the later one's, 0 if unknown */
        public Superseded(long epoch) {
            super("there is a later rebuild" + (epoch == 0 ? "" : ", of epoch " + epoch));
            this.epoch = epoch;
        }

        public long epoch() {
            return epoch;
        }
    }

    /** Puts the seats of a new epoch up in place of whatever is there; {@link Superseded} if there is something of a later one. */
    Mono<Void> putUp(PerformanceId performance, Hall hall, EpochStart opening);
}
