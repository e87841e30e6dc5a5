package io.onsale.ticket.catalogue;

import java.util.Set;

/**
 * A hall of a seller. Its plan never changes.
 *
 * @param categories the categories of its seats; seats without one are not for sale
 */
public record Venue(VenueId id, String sellerId, String name, String location, Set<String> categories, int seatCount) {}
