package io.onsale.seat.block;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.plan.HallSeat;
import java.util.List;
import reactor.core.publisher.Mono;

/** Which seats are kept back, in Postgres; what Redis has follows from it. */
public interface KeptBackSeats {
    /**
     * Runs {@code change} in one transaction, one at a time per performance: otherwise one change would take back what another has
     * acknowledged. Waits for a rebuild of the seats, and a rebuild for it.
     */
    <T> Mono<T> exclusively(PerformanceId performance, Mono<T> change);

    /**
     * Stores that these seats are kept back; those that are stay as they are.
     *
     * @param who the seller or manager
     */
    Mono<Void> add(PerformanceId performance, List<HallSeat> seats, String reason, String who);

    /** Stores that these seats are not kept back. */
    Mono<Void> remove(PerformanceId performance, List<HallSeat> seats);
}
