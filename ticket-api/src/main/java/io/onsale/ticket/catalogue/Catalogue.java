package io.onsale.ticket.catalogue;

import io.onsale.kernel.event.SeatingPlan;
import io.onsale.kernel.id.EventId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Venues and events. Nothing changes once stored. */
public interface Catalogue {
    Mono<Void> addVenue(Venue venue, SeatingPlan plan);

    Mono<Venue> findVenue(VenueId id);

    /** The plan of an existing venue; may be some megabytes. */
    Mono<SeatingPlan> getPlan(VenueId id);

    Mono<Void> addEvent(Event event);

    Mono<Event> findEvent(EventId id);

    /**
     * Events visible to everyone at {@code now}, and all events of {@code sellerId}; latest visibility first.
     *
     * @param after the last event of the previous page
     */
    Flux<Event> list(@Nullable String sellerId, Instant now, @Nullable EventId after, int limit);
}
