package io.onsale.seat.block;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.plan.HallSeat;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Which seats are kept back, in Postgres; what Redis has follows from it. */
public interface KeptBackSeats {
    /**
     * Runs {@code change} in one transaction, one at a time per performance: otherwise one change would take back what another has
     * acknowledged. Waits for a rebuild of the seats, and a rebuild for it.
     */
    <T> Mono<T> exclusively(PerformanceId performance, Mono<T> change);

    /** Seats of one performance and channel whose time has come. */
    record DueRelease(PerformanceId performance, Instant at, List<Integer> seats) {}

    /** Seats that are kept back alike. */
    record KeptBackGroup(Allotment allotment, List<String> seatIds, String reason, String who, Instant since) {}

    /**
     * Stores that these seats are kept back. Those that are already stay as they are, unless they are moved to a channel or get a time.
     *
     * @param who the seller or manager
     */
    Mono<Void> add(PerformanceId performance, List<HallSeat> seats, Allotment allotment, String reason, String who);

    /** Those of these seats, by index, that are still kept back and due at {@code now}. */
    Mono<List<Integer>> stillDue(PerformanceId performance, List<Integer> seats, Instant now);

    /** What is to be released by {@code now}, each with at most {@code seatsMax} seats. */
    Flux<DueRelease> findDue(Instant now, int seatsMax);

    /** All that is kept back; at most one group per seat. */
    Flux<KeptBackGroup> list(PerformanceId performance);

    /** Stores that these seats are not kept back. */
    Mono<Void> remove(PerformanceId performance, List<HallSeat> seats);
}
