package io.onsale.seat.reservation;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent.BookingEvent;
import io.onsale.kernel.id.ReservationId;
import reactor.core.publisher.Mono;

/**
 * Sells reservations or gives them back: first in Postgres, then in Redis. Each repeat does the second step again, so a crash between the two
 * heals when the event or request comes again.
 */
public final class SettleReservations {
    private final Reservations reservations;
    private final ReservedHolds holds;

    public SettleReservations(Reservations reservations, ReservedHolds holds) {
        this.reservations = reservations;
        this.holds = holds;
    }

    /** Applies what became of a booking. */
    public Mono<Void> settle(EventEnvelope<? extends BookingEvent> event) {
        ReservationId id = new ReservationId(event.data().reservationId());
        return reservations.apply(event).then(project(id));
    }

    /** Gives a reservation back that is not paid for; repeatable. */
    public Mono<ReleaseOutcome> release(ReservationId id) {
        return reservations.release(id).flatMap(outcome -> switch (outcome) {
            case RELEASED -> project(id).thenReturn(outcome);
            case SOLD -> Mono.just(outcome);
        });
    }

    /** Makes Redis agree with Postgres; may run at any time, also twice. */
    public Mono<Void> project(ReservationId id) {
        return Mono.defer(() -> reservations.findProjection(id)).flatMap(holds::settle);
    }
}
