package io.onsale.queue.admission.kafka;

import io.onsale.kernel.event.Topic;
import io.onsale.queue.admission.Gate;
import io.onsale.queue.admission.Insiders;
import io.onsale.queue.line.WaitingLine;
import io.onsale.service.inbox.Inbox;
import io.onsale.service.kafka.EventConsumer;
import io.onsale.service.kafka.KafkaEdge;
import java.time.Clock;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AdmissionKafkaWiring {
    @Bean
    EventConsumer bookingsConsumer(
            KafkaEdge.Consumers consumers, Inbox inbox, Gate gate, WaitingLine line, Insiders insiders, Clock clock) {
        BookingEffects effects = new BookingEffects(inbox, gate, line, insiders, clock);
        return consumers.consumer(BookingEffects.CONSUMER, Set.of(Topic.BOOKINGS), effects::apply);
    }
}
