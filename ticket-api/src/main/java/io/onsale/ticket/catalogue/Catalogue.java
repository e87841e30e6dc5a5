package io.onsale.ticket.catalogue;

import io.onsale.kernel.event.SeatingPlan;
import io.onsale.kernel.id.EventId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Venues and events. Nothing in it changes once written. */
public interface Catalogue {
    Mono<Void> addVenue(Venue venue, SeatingPlan plan);

    Mono<Venue> findVenue(VenueId id);

    /** The plan of a venue that exists; may be some megabytes. */
    Mono<SeatingPlan> getPlan(VenueId id);

    Mono<Void> addEvent(Event event);

    Mono<Event> findEvent(EventId id);

    /**
     * Events that are visible to all at {@code now}, and those of {@code sellerId}, latest visibility first.
     *
     * @param after the last event of the page before
     */
    Flux<Event> list(@Nullable String sellerId, Instant now, @Nullable EventId after, int limit);
}
