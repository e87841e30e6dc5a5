package io.onsale.seat.map.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** How a change looks, for the documentation; {@link io.onsale.seat.map.SeatMap} writes it. */
record SeatChangesJson(
        long version,

        @Schema(description = "pairs of seat index and state")
        List<List<Integer>> changes) {}
