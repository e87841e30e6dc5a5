package io.onsale.ticket.catalogue;

import io.onsale.kernel.id.EventId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All events. */
public interface Catalogue {
    Mono<Void> add(Event event);

    Mono<Event> find(EventId id);

    /** The event, locked until the transaction ends: changes of one event follow one another. */
    Mono<Event> lock(EventId id);

    /** Stores what may change of a locked event: texts, times, limits, and performances, also new ones. */
    Mono<Void> change(Event locked);

    /** The events of a query, latest visibility first. */
    Flux<Event> list(EventQuery query);
}
