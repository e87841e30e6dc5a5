package io.onsale.seat.plan;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import reactor.core.publisher.Mono;

/** Published sales, kept permanently. */
public interface PublishedSales {
    /** Stores plan and performances together, once however often the event is delivered. */
    Mono<Void> store(EventEnvelope<SalePublished> event);
}
