package io.onsale.ticket.catalogue;

import io.onsale.kernel.event.SeatingPlan;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Stores a venue and its plan. */
public final class OpenVenue {
    private final Catalogue catalogue;

    public OpenVenue(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The venue with this {@code id}; if it exists, this is a repeat of the request that made it. */
    public Mono<Venue> open(VenueId id, String sellerId, String name, String location, SeatingPlan plan) {
        Venue venue = new Venue(id, sellerId, name, location, seatCategories(plan), plan.seatCount());
        return catalogue
                .findVenue(id)
                .switchIfEmpty(Mono.defer(() -> catalogue.addVenue(venue, plan).thenReturn(venue)));
    }

    private static Set<String> seatCategories(SeatingPlan plan) {
        return plan.zones().stream()
                .flatMap(zone -> zone.rows().stream())
                .flatMap(row -> row.seats().stream())
                .map(SeatingPlan.Seat::category)
                .filter(category -> !category.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
