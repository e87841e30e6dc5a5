package io.onsale.seat.tally.kafka;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.SeatsCounted;
import io.onsale.seat.tally.Announcements;
import io.onsale.service.kafka.EventJson;
import io.onsale.service.kafka.EventPublisher;
import io.onsale.service.kafka.EventPublisher.Outgoing;
import java.time.Clock;
import java.util.List;
import reactor.core.publisher.Mono;

/** Each tally is one event, whose id is the same on all nodes. */
final class KafkaAnnouncements implements Announcements {
    private final EventPublisher publisher;
    private final Clock clock;

    KafkaAnnouncements(EventPublisher publisher, Clock clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    @Override
    public Mono<Void> announce(List<News> news) {
        return publisher.send(news.stream().map(this::event).toList()).then();
    }

    private Outgoing event(News news) {
        SeatsCounted counted = new SeatsCounted(
                news.performance().sale().value(),
                news.performance().id().value(),
                news.tally().version(),
                news.tally().grades(),
                clock.instant());
        String id = counted.performanceId() + ":" + counted.version();
        return new Outgoing(
                id,
                counted.topic(),
                counted.orderingKey(),
                EventJson.write(EventEnvelope.of(id, counted.at(), counted)));
    }
}
