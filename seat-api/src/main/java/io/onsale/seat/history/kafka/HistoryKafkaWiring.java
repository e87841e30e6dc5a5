package io.onsale.seat.history.kafka;

import io.onsale.kernel.event.SeatsChanged;
import io.onsale.kernel.event.Topic;
import io.onsale.seat.history.LedgerMoves;
import io.onsale.seat.history.RelayMoves;
import io.onsale.seat.history.SeatHistory;
import io.onsale.seat.history.SeatNews;
import io.onsale.service.kafka.EventConsumer;
import io.onsale.service.kafka.EventPublisher;
import io.onsale.service.kafka.KafkaEdge;
import io.onsale.service.loop.Loop;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class HistoryKafkaWiring {
    /** Nobody waits for the history. */
    private static final Duration POLL = Duration.ofMillis(250);

    @Bean
    SeatNews seatNews(EventPublisher publisher, Clock clock) {
        return new KafkaSeatNews(publisher, clock);
    }

    @Bean
    Loop ledgerMovesLoop(LedgerMoves ledger, SeatNews news) {
        RelayMoves relay = new RelayMoves(ledger, news);
        return Loop.batches("Sending what happened to seats", POLL, Schedulers.parallel(), relay::sendBatch);
    }

    @Bean
    EventConsumer historyConsumer(KafkaEdge.Consumers consumers, SeatHistory history) {
        return consumers.consumer(
                "seat-api-history",
                Set.of(Topic.SEAT_CHANGES),
                event -> event.data() instanceof SeatsChanged changed ? history.add(changed) : Mono.empty());
    }
}
