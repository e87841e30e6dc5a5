package io.onsale.seat.reservation;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent.BookingEvent;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.ReservationId;
import io.onsale.kernel.id.SeatId;
import java.util.List;
import reactor.core.publisher.Mono;

/** The reservations in Postgres, which has the last word on who has a seat. */
public interface Reservations {
    /** What became of a new row. */
    sealed interface Insertion {
        record Inserted() implements Insertion {}

        /** The row was there. */
        record RowExists(Reservation reservation) implements Insertion {}

        /**
         * These seats are in other live reservations.
         *
         * @param owners these reservations
         */
        record Conflict(List<SeatId> seats, List<ReservationId> owners) implements Insertion {}

        /** The reconciler was faster and prevented the row, see {@link #forestall}. */
        record Forestalled() implements Insertion {}

        /**
         * The fan would have more seats of the sale than allowed: Redis had lost, or did not see, what the fan has of it.
         *
         * @param has seats of the sale in other live reservations
         */
        record LimitPassed(int has) implements Insertion {}

        /** Redis was rebuilt meanwhile: its commit no longer counts. */
        record EpochOver() implements Insertion {}
    }

    /** @param epoch the one in which Redis takenOver */
    Mono<Insertion> insert(Reservation reservation, long epoch);

    Mono<Reservation> findReservation(ReservationId id);

    /** What Redis is to have of it. */
    Mono<Projection> findProjection(ReservationId id);

    /** The live reservation of a hold, if any. */
    Mono<Reservation> findLive(HoldId hold);

    /** Makes sure that this reservation's row, if it is not there now, never will be. */
    Mono<ForestallOutcome> forestall(ReservedHolds.Doubt doubt);

    /** Gives it back unless it is sold. */
    Mono<ReleaseOutcome> release(ReservationId id);

    /** Applies what became of the booking, once however often the event is delivered. */
    Mono<Void> apply(EventEnvelope<? extends BookingEvent> event);
}
