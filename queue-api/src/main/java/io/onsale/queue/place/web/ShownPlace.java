package io.onsale.queue.place.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.onsale.queue.place.PlaceJson;
import io.onsale.queue.place.PlaceView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a place over HTTP, for the OpenAPI document only; {@link PlaceJson} writes it.
 */
record ShownPlace(
        @JsonUnwrapped PlaceView place,

        @Schema(
                description =
                        "The present by the clock on which claimBy counts. Count down by the difference to your own clock, "
                                + "which may be wrong. Null until the line was read")
        @Nullable
        Instant serverTime) {}
