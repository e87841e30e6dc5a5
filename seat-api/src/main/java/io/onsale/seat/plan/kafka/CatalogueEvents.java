package io.onsale.seat.plan.kafka;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.event.Topic;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.plan.PublishedSales;
import io.onsale.seat.seat.Rebuilds;
import io.onsale.service.kafka.EventConsumer;
import io.onsale.service.kafka.KafkaEdge;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** A published sale is stored, then its seats are put up. */
@Configuration(proxyBeanMethods = false)
class CatalogueEvents {
    @Bean
    EventConsumer catalogueConsumer(KafkaEdge.Consumers consumers, PublishedSales sales, Rebuilds rebuilds) {
        return consumers.consumer(
                "seat-api-catalogue", Set.of(Topic.CATALOGUE), event -> apply(event, sales, rebuilds));
    }

    private static Mono<Void> apply(EventEnvelope<OnsaleEvent> event, PublishedSales sales, Rebuilds rebuilds) {
        if (!(event.data() instanceof SalePublished sale)) {
            return Mono.empty();
        }
        return sales.store(new EventEnvelope<>(event.id(), event.type(), event.version(), event.occurredAt(), sale))
                .doOnSuccess(stored -> sale.performances()
                        .forEach(performance -> rebuilds.request(new PerformanceId(performance.performanceId()))));
    }
}
