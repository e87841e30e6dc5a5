package io.onsale.ticket.catalogue;

import io.onsale.kernel.event.SeatingPlan;
import java.time.ZoneId;
import reactor.core.publisher.Mono;

/** Stores a venue and its plan. */
public final class OpenVenue {
    private final Venues venues;

    public OpenVenue(Venues venues) {
        this.venues = venues;
    }

    /** The venue with this {@code id}; if it exists, this is a repeat of the request that made it. */
    public Mono<Venue> open(
            VenueId id, String sellerId, String name, String location, ZoneId timeZone, SeatingPlan plan) {
        Venue venue = new Venue(id, sellerId, name, location, timeZone, Venue.seatsByCategory(plan), plan.seatCount());
        return venues.find(id)
                .switchIfEmpty(Mono.defer(() -> venues.add(venue, plan).thenReturn(venue)));
    }
}
