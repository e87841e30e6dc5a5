package io.onsale.seat.plan.kafka;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.event.SaleRevised;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.plan.PublishedSales;
import io.onsale.seat.seat.Rebuilds;
import reactor.core.publisher.Mono;

/** Stores a published sale, then has its seats written to Redis. */
record KafkaCatalogueEvents(PublishedSales sales, Rebuilds rebuilds) {
    Mono<Void> apply(EventEnvelope<OnsaleEvent> event) {
        if (event.data() instanceof SaleRevised revised) {
            return sales.revise(revised)
                    .doOnSuccess(stored -> revised.performances()
                            .forEach(performance ->
                                    rebuilds.request(new PerformanceId(performance.performanceId())))); // new ones
        }
        if (!(event.data() instanceof SalePublished sale)) {
            return Mono.empty();
        }
        return sales.store(new EventEnvelope<>(event.id(), event.type(), event.version(), event.occurredAt(), sale))
                .doOnSuccess(stored -> sale.performances()
                        .forEach(performance -> rebuilds.request(new PerformanceId(performance.performanceId()))));
    }
}
