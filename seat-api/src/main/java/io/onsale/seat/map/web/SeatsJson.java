package io.onsale.seat.map.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** How all seats look, for the documentation; {@link io.onsale.seat.map.SeatMap.Snapshot} writes it. */
record SeatsJson(
        long version,
        @Schema(description = "base64, two bits per seat") String states,

        @Schema(description = "what is left of each area of general admission")
        List<AreaLeftJson> areas) {
    /** @param id the area's, as in the plan */
    @Schema(name = "AreaLeft")
    record AreaLeftJson(String id, int available) {}
}
