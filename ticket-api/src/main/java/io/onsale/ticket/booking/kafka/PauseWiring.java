package io.onsale.ticket.booking.kafka;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.OnsaleEvent.SaleChanged;
import io.onsale.kernel.event.Topic;
import io.onsale.kernel.id.SaleId;
import io.onsale.service.kafka.EventConsumer;
import io.onsale.service.kafka.KafkaEdge;
import io.onsale.ticket.booking.PausedSales;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Applies pauses of sales, published by queue-api, to the deadlines of bookings. */
@Configuration(proxyBeanMethods = false)
class PauseWiring {
    @Bean
    EventConsumer pauseConsumer(KafkaEdge.Consumers consumers, PausedSales sales) {
        return consumers.consumer("ticket-api-line", Set.of(Topic.LINE), event -> apply(event, sales));
    }

    private static Mono<Void> apply(EventEnvelope<OnsaleEvent> event, PausedSales sales) {
        if (!(event.data() instanceof SaleChanged changed)) {
            return Mono.empty();
        }
        if (changed.stopsClock()) {
            return sales.pause(new SaleId(changed.saleId()), changed.changeId(), changed.at());
        }
        return changed.startsClock()
                ? sales.resume(new SaleId(changed.saleId()), changed.changeId(), changed.at())
                : Mono.empty();
    }
}
