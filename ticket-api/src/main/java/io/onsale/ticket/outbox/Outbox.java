package io.onsale.ticket.outbox;

import io.onsale.kernel.event.OnsaleEvent;
import reactor.core.publisher.Mono;

/** Where an event is written in the transaction of the change that it tells of. */
public interface Outbox {
    /** Adds {@code event}; once the transaction commits it reaches Kafka at least once, in order for its key. */
    Mono<Void> add(OnsaleEvent event);
}
