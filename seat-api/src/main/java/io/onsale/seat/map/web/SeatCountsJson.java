package io.onsale.seat.map.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the counts look, for the documentation; {@link io.onsale.seat.map.SeatMap} writes them. */
@Schema(name = "SeatCounts")
record SeatCountsJson(
        long version,

        @Schema(description = "in the plan's order; only seats for sale")
        List<SectionCountJson> sections) {
    /** @param area the id of the area of general admission; null for numbered seats */
    @Schema(name = "SectionCount")
    record SectionCountJson(
            String section, String grade, @Nullable String area, int available, int held, int sold, int blocked) {}
}
