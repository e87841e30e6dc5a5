package io.onsale.seat.reservation.kafka;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.OnsaleEvent.BookingConfirmed;
import io.onsale.kernel.event.OnsaleEvent.BookingEvent;
import io.onsale.kernel.event.OnsaleEvent.BookingPlaced;
import io.onsale.kernel.event.Topic;
import io.onsale.seat.reservation.SettleReservations;
import io.onsale.seat.revocation.ServedPlaces;
import io.onsale.service.kafka.EventConsumer;
import io.onsale.service.kafka.KafkaEdge;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Seats follow their booking, and a paid one ends the pass that it was made under. */
@Configuration(proxyBeanMethods = false)
class BookingEvents {
    @Bean
    EventConsumer bookingConsumer(KafkaEdge.Consumers consumers, SettleReservations settle, ServedPlaces served) {
        return consumers.consumer("seat-api-bookings", Set.of(Topic.BOOKINGS), event -> apply(event, settle, served));
    }

    private static Mono<Void> apply(EventEnvelope<OnsaleEvent> event, SettleReservations settle, ServedPlaces served) {
        if (!(event.data() instanceof BookingEvent booking) || booking instanceof BookingPlaced) {
            return Mono.empty(); // of a placed booking the seats are reserved already
        }
        Mono<Void> settled = settle.settle(
                new EventEnvelope<>(event.id(), event.type(), event.version(), event.occurredAt(), booking));
        return booking instanceof BookingConfirmed paid ? served.end(paid).then(settled) : settled;
    }
}
