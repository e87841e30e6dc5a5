package io.onsale.seat.plan.kafka;

import io.onsale.kernel.event.Topic;
import io.onsale.seat.plan.PublishedSales;
import io.onsale.seat.seat.Rebuilds;
import io.onsale.service.kafka.EventConsumer;
import io.onsale.service.kafka.KafkaEdge;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PlanKafkaWiring {
    @Bean
    EventConsumer catalogueConsumer(KafkaEdge.Consumers consumers, PublishedSales sales, Rebuilds rebuilds) {
        return consumers.consumer(
                "seat-api-catalogue", Set.of(Topic.CATALOGUE), new KafkaCatalogueEvents(sales, rebuilds)::apply);
    }
}
