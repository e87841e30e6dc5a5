package io.onsale.seat.reservation.kafka;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.OnsaleEvent.BookingConfirmed;
import io.onsale.kernel.event.OnsaleEvent.BookingEvent;
import io.onsale.kernel.event.OnsaleEvent.BookingPlaced;
import io.onsale.seat.reservation.SettleReservations;
import io.onsale.seat.revocation.ServedPlaces;
import reactor.core.publisher.Mono;

/** Lets seats follow their booking. A paid booking also ends the pass under which it was made. */
record KafkaBookingEvents(SettleReservations settle, ServedPlaces served) {
    Mono<Void> apply(EventEnvelope<OnsaleEvent> event) {
        if (!(event.data() instanceof BookingEvent booking) || booking instanceof BookingPlaced) {
            return Mono.empty(); // the seats of a placed booking are reserved already
        }
        Mono<Void> settled = settle.settle(
                new EventEnvelope<>(event.id(), event.type(), event.version(), event.occurredAt(), booking));
        return booking instanceof BookingConfirmed paid ? served.end(paid).then(settled) : settled;
    }
}
