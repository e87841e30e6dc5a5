package io.onsale.queue.soldout.kafka;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.event.SaleRevised;
import io.onsale.kernel.event.SeatsCounted;
import io.onsale.kernel.event.Topic;
import io.onsale.queue.soldout.SeatCounts;
import io.onsale.service.kafka.EventConsumer;
import io.onsale.service.kafka.KafkaEdge;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Consumes the performances of sales and the counts of their seats, which may arrive repeatedly and in any order. */
@Configuration(proxyBeanMethods = false)
class SoldOutKafkaWiring {
    @Bean
    EventConsumer seatCountsConsumer(KafkaEdge.Consumers consumers, SeatCounts counts) {
        return consumers.consumer(
                "queue-api-seats", Set.of(Topic.CATALOGUE, Topic.SEATS), event -> apply(event, counts));
    }

    private static Mono<Void> apply(EventEnvelope<OnsaleEvent> event, SeatCounts counts) {
        if (event.data() instanceof SalePublished sale) {
            return counts.expect(sale);
        }
        if (event.data() instanceof SaleRevised sale) {
            return counts.expect(sale);
        }
        return event.data() instanceof SeatsCounted counted ? counts.keep(counted) : Mono.empty();
    }
}
