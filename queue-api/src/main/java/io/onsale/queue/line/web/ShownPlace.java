package io.onsale.queue.line.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.onsale.queue.progress.PlaceView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a place over HTTP: {@link PlaceView} and the time by which its times are to be read. Only described by this: it is written by
 * {@link PlaceView#json(Instant)}.
 */
record ShownPlace(
        @JsonUnwrapped PlaceView place,

        @Schema(
                description =
                        "Now, by the clock that claimBy counts on. Count down by the difference to your own clock, "
                                + "which may be wrong. Null while the line was never seen")
        @Nullable
        Instant serverTime) {}
