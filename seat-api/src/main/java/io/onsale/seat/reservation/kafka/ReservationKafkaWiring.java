package io.onsale.seat.reservation.kafka;

import io.onsale.kernel.event.Topic;
import io.onsale.seat.reservation.SettleReservations;
import io.onsale.seat.revocation.ServedPlaces;
import io.onsale.service.kafka.EventConsumer;
import io.onsale.service.kafka.KafkaEdge;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReservationKafkaWiring {
    @Bean
    EventConsumer bookingConsumer(KafkaEdge.Consumers consumers, SettleReservations settle, ServedPlaces served) {
        return consumers.consumer(
                "seat-api-bookings", Set.of(Topic.BOOKINGS), new KafkaBookingEvents(settle, served)::apply);
    }
}
