package io.onsale.seat.map.web;

import io.swagger.v3.oas.annotations.media.Schema;

/** How all seats look, for the documentation; {@link io.onsale.seat.map.SeatMap.Snapshot} writes it. */
record SeatsJson(
        long version,
        @Schema(description = "base64, two bits per seat") String states) {}
