package io.onsale.seat.reservation;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent.BookingEvent;
import io.onsale.kernel.id.ReservationId;
import reactor.core.publisher.Mono;

/**
 * Ends reservations one way or the other: first in Postgres, then Redis is made to agree with what Postgres says. The second step
 * is done again on every repeat, so a crash between the two heals when the event or request comes again.
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

    /** Makes Redis agree; may come at any time, and twice. */
    public Mono<Void> project(ReservationId id) {
        return Mono.defer(() -> reservations.findProjection(id)).flatMap(holds::settle);
    }
}
