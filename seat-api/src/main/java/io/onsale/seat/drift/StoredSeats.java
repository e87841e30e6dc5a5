package io.onsale.seat.drift;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.drift.LedgerSeats.LedgerSeat;
import io.onsale.seat.reservation.ReservedHolds.Doubt;
import io.onsale.seat.seat.SeatState;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Seats as Redis has them. */
public interface StoredSeats {
    /** What record the owner of a taken seat has. */
    enum Backing {
        /** None: right for sold seats, and for no others. */
        NOTHING,
        /** A hold, live or lapsed: the sweeper ends it. */
        HOLD,
        /** A reservation whose row may be on its way: the reconciler decides. */
        DOUBT,
        RESERVATION
    }

    /**
     * A seat that is not free.
     *
     * @param hold the random part of its owner's id; empty: it has no owner
     * @param reservation as the record says; null unless it is of a reservation
     */
    record TakenSeat(
            int index,
            SeatState state,
            String hold,
            Backing backing,
            @Nullable Doubt reservation) {}

    /** @param uncounted the holds, by the random part, of live reservations that do not count for their fan's limit */
    record StoredSlice(List<TakenSeat> taken, Set<String> uncounted) {}

    /**
     * All taken seats of the slice; errors if Redis does not have the seats of {@code epoch}.
     *
     * @param live what Postgres has in the slice: the fans of these are checked
     */
    Mono<StoredSlice> read(Slice slice, long epoch, List<LedgerSeat> live);

    /** Makes a seat {@code become}, if it has not changed since it was found and {@code hold} has no record. */
    Mono<Void> mend(PerformanceId performance, int seat, SeatState found, String hold, SeatState become);
}
