package io.onsale.seat.history.kafka;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.SeatsChanged;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.seat.history.SeatNews;
import io.onsale.service.kafka.EventJson;
import io.onsale.service.kafka.EventPublisher;
import io.onsale.service.kafka.EventPublisher.Outgoing;
import java.time.Clock;
import java.util.List;
import reactor.core.publisher.Mono;

/** Ids are new at each sending: readers recognise a repeat by its versions. */
final class KafkaSeatNews implements SeatNews {
    private final EventPublisher publisher;
    private final Clock clock;

    KafkaSeatNews(EventPublisher publisher, Clock clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    @Override
    public Mono<Void> send(List<SeatsChanged> events) {
        return events.isEmpty()
                ? Mono.empty()
                : publisher.send(events.stream().map(this::outgoing).toList()).then();
    }

    private Outgoing outgoing(SeatsChanged event) {
        String id = OpaqueId.next();
        String envelope = EventJson.write(EventEnvelope.of(id, clock.instant(), event));
        return new Outgoing(id, event.topic(), event.orderingKey(), envelope);
    }
}
