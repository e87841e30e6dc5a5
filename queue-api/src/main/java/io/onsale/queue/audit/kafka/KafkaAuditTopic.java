package io.onsale.queue.audit.kafka;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent.LineEvent;
import io.onsale.kernel.event.OnsaleEvent.LineMoved;
import io.onsale.kernel.event.OnsaleEvent.PlacesGiven;
import io.onsale.kernel.event.OnsaleEvent.SaleChanged;
import io.onsale.queue.audit.AuditEvent;
import io.onsale.queue.audit.AuditTopic;
import io.onsale.service.kafka.EventJson;
import io.onsale.service.kafka.EventPublisher;
import io.onsale.service.kafka.EventPublisher.Outgoing;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Flux;

/** The topic of line events, keyed by sale. */
final class KafkaAuditTopic implements AuditTopic {
    private final EventPublisher publisher;

    KafkaAuditTopic(EventPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public Flux<String> publish(List<AuditEvent> events) {
        return publisher.send(events.stream().map(KafkaAuditTopic::outgoing).toList());
    }

    private static Outgoing outgoing(AuditEvent published) {
        LineEvent event = published.event();
        String envelope = EventJson.write(EventEnvelope.of(published.id(), at(event), event));
        return new Outgoing(published.id(), event.topic(), event.orderingKey(), envelope);
    }

    private static Instant at(LineEvent event) {
        return switch (event) {
            case LineMoved moved -> moved.at();
            case PlacesGiven given -> given.at();
            case SaleChanged changed -> changed.at();
        };
    }
}
