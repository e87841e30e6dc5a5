package io.onsale.seat.plan;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.event.SaleRevised;
import reactor.core.publisher.Mono;

/** Published sales, kept permanently. */
public interface PublishedSales {
    /** Stores plan and performances together, once however often the event is delivered. */
    Mono<Void> store(EventEnvelope<SalePublished> event);

    /**
     * Applies what was changed of a sale: dates, limits, visibility, cancellations and new performances, which play in the same hall. Does nothing
     * to performances that have this or a higher revision. Errors if the sale was never stored.
     */
    Mono<Void> revise(SaleRevised sale);
}
