package io.onsale.seat.rebuild;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.plan.Hall;
import io.onsale.seat.rebuild.SeatLedger.Opening;
import reactor.core.publisher.Mono;

/** What Redis has of a performance's seats. */
public interface SeatStore {
    /** The epoch of the seats that are there; 0 if there are none, or if the server that they were put up in is another. */
    Mono<Long> getEpoch(PerformanceId performance);

    /** Puts the seats of a new epoch up in place of whatever is there. */
    Mono<Void> putUp(PerformanceId performance, Hall hall, Opening opening);
}
