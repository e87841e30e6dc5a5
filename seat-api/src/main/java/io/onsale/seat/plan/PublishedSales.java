package io.onsale.seat.plan;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import reactor.core.publisher.Mono;

/** Where published sales are kept for good. */
public interface PublishedSales {
    /** Stores plan and performances together, once however often the event comes. */
    Mono<Void> store(EventEnvelope<SalePublished> event);
}
