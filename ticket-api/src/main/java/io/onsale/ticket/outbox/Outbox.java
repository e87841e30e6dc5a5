package io.onsale.ticket.outbox;

import io.onsale.kernel.event.OnsaleEvent;
import reactor.core.publisher.Mono;

/** Stores events in the transaction of the change that they describe. */
public interface Outbox {
    /** Adds {@code event}. After the transaction commits it reaches Kafka at least once, in order per key. */
    Mono<Void> add(OnsaleEvent event);
}
