package io.onsale.ticket.catalogue.web;

import io.onsale.service.web.Problem.FieldError;
import io.onsale.ticket.catalogue.Venue;
import java.util.List;

/** @param warnings what was left out of the plan or assumed, by path; only when the venue is made */
record VenueView(
        String venueId,
        String name,
        String location,
        String timeZone,
        int seatCount,
        List<String> categories,
        List<CategorySeats> seatsByCategory,
        List<FieldError> warnings) {
    /** How many seats have a category. */
    record CategorySeats(String category, int seatCount) {}

    static VenueView of(Venue venue, List<FieldError> warnings) {
        List<String> categories = venue.categories().stream().sorted().toList();
        return new VenueView(
                venue.id().value(),
                venue.name(),
                venue.location(),
                venue.timeZone().getId(),
                venue.seatCount(),
                categories,
                categories.stream()
                        .map(category -> new CategorySeats(
                                category, venue.seatsByCategory().getOrDefault(category, 0)))
                        .toList(),
                warnings);
    }
}
