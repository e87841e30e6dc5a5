package io.onsale.seat.drift;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.ReservationId;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Seats as Postgres has them. */
public interface LedgerSeats {
    /** A seat in a live reservation. */
    record LedgerSeat(int index, boolean sold, ReservationId reservation, HoldId hold, FanId fan) {}

    /**
     * The seats of a slice.
     *
     * @param epoch of the performance at that moment
     * @param keptBack indices of seats that the seller keeps back
     */
    record LedgerSlice(long epoch, List<LedgerSeat> live, Set<Integer> keptBack) {}

    /** All live seats of the slice; empty for an unknown performance. */
    Mono<LedgerSlice> read(Slice slice);

    /** The newest reservation of a hold, live or over, that has seats; empty if there is none. */
    Mono<ReservationId> findLast(HoldId hold);

    /** Counts as a change of the reservation: a projection that is read from now on is the newest. */
    Mono<Void> touch(ReservationId reservation);
}
