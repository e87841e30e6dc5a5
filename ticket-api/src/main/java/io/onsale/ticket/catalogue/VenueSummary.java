package io.onsale.ticket.catalogue;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.ZoneId;

/**
 * What everybody may know of a venue.
 *
 * @param location its address
 */
public record VenueSummary(
        String venueId,
        String name,
        String location,

        @Schema(description = "IANA time zone of the venue, e.g. Asia/Seoul")
        String timeZone) {
    public ZoneId zone() {
        return ZoneId.of(timeZone);
    }

    static VenueSummary of(Venue venue) {
        return new VenueSummary(
                venue.id().value(),
                venue.name(),
                venue.location(),
                venue.timeZone().getId());
    }
}
