package io.onsale.seat.reservation.kafka;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.OnsaleEvent.BookingEvent;
import io.onsale.kernel.event.OnsaleEvent.BookingPlaced;
import io.onsale.kernel.event.Topic;
import io.onsale.seat.reservation.SettleReservations;
import io.onsale.service.kafka.EventConsumer;
import io.onsale.service.kafka.KafkaEdge;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Seats follow their booking. */
@Configuration(proxyBeanMethods = false)
class BookingEvents {
    @Bean
    EventConsumer bookingConsumer(KafkaEdge.Consumers consumers, SettleReservations settle) {
        return consumers.consumer("seat-api-bookings", Set.of(Topic.BOOKINGS), event -> apply(event, settle));
    }

    private static Mono<Void> apply(EventEnvelope<OnsaleEvent> event, SettleReservations settle) {
        if (!(event.data() instanceof BookingEvent booking) || booking instanceof BookingPlaced) {
            return Mono.empty(); // of a placed booking the seats are reserved already
        }
        return settle.settle(
                new EventEnvelope<>(event.id(), event.type(), event.version(), event.occurredAt(), booking));
    }
}
