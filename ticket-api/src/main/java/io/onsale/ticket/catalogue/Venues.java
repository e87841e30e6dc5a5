package io.onsale.ticket.catalogue;

import io.onsale.kernel.event.SeatingPlan;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The sellers' venues. Nothing of them changes once stored, except that a newer plan may replace the older one. */
public interface Venues {
    Mono<Void> add(Venue venue, SeatingPlan plan);

    Mono<Venue> find(VenueId id);

    /** The plan of a venue of this seller, which nobody else replaces until the transaction ends; empty if there is none. */
    Mono<SeatingPlan> lockPlan(VenueId id, String sellerId);

    /** Gives an existing venue another plan. */
    Mono<Void> replacePlan(VenueId id, SeatingPlan plan);

    /** The plan of an existing venue; may be some megabytes. */
    Mono<SeatingPlan> getPlan(VenueId id);

    /** The same as JSON. */
    Mono<byte[]> getPlanJson(VenueId id);

    /** Venues of a seller, the latest first. */
    Flux<Venue> ofSeller(String sellerId, @Nullable VenueId after, int limit);
}
