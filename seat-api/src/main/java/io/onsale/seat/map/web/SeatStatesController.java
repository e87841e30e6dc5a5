package io.onsale.seat.map.web;

import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.seat.map.SeatMap;
import io.onsale.seat.map.SeatMap.SomeStates;
import io.onsale.seat.map.web.ShownMaps.ShownMap;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.seat.SeatState;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Counts, and the states of some seats: out of this node's map, without a read of Redis. */
@RestController
@Tag(name = "seats")
@Refuses(ProblemType.NOT_FOUND)
@Refuses(value = ProblemType.PERFORMANCE_OVER, note = "from three days after its start on")
@Refuses(value = ProblemType.SEATS_NOT_READY, note = "with Retry-After")
class SeatStatesController {
    private static final int SEATS_MAX = 200; // the ids fit the largest body

    private final ShownMaps maps;

    SeatStatesController(ShownMaps maps) {
        this.maps = maps;
    }

    @Schema(name = "SeatStatesRequest")
    record StatesRequest(
            @NotNull @Size(min = 1, max = SEATS_MAX) List<@NotNull String> seatIds) {}

    @Schema(name = "SeatStateOfOne")
    record OneState(String seatId, SeatState state) {}

    /** @param seats each seat once, in the order asked */
    @Schema(name = "SeatStatesAnswer")
    record StatesAnswer(long version, List<OneState> seats) {}

    @GetMapping("/api/v1/performances/{performanceId}/seats/counts")
    @Operation(
            summary = "How many seats are left, by section and grade",
            description = "At most 200 ms old; only holding a seat decides.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = SeatCountsJson.class)))
    Mono<ResponseEntity<byte[]>> counts(
            @PathVariable String performanceId, @Parameter(hidden = true) ServerWebExchange exchange) {
        return maps.get(performanceId, exchange.getAttributes())
                .map(map -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noCache())
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(map.counts()));
    }

    @PostMapping("/api/v1/performances/{performanceId}/seats/states")
    @Operation(
            summary = "The states of some seats",
            description =
                    "At most 200 seats, all at one version. A POST that only reads: ids may be long and have any signs.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = StatesAnswer.class)))
    @Refuses(value = ProblemType.SEATS_UNKNOWN, note = "with unknown: ids")
    Mono<ResponseEntity<Object>> states(
            @PathVariable String performanceId,
            @Valid @RequestBody StatesRequest body,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        return maps.find(performanceId, exchange.getAttributes()).map(shown -> answer(shown, body.seatIds()));
    }

    private static ResponseEntity<Object> answer(ShownMap shown, List<String> ids) {
        List<Integer> indices = new ArrayList<>();
        List<String> known = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String id : new LinkedHashSet<>(ids)) {
            HallSeat seat = shown.performance().hall().findSeat(new SeatId(id));
            if (seat == null) {
                unknown.add(id);
            } else {
                known.add(id);
                indices.add(seat.index());
            }
        }
        return unknown.isEmpty()
                ? ResponseEntity.ok(json(shown.map(), known, indices))
                : Problem.of(ProblemType.SEATS_UNKNOWN, "The plan does not have these seats")
                        .with("unknown", unknown)
                        .answer();
    }

    private static StatesAnswer json(SeatMap map, List<String> ids, List<Integer> indices) {
        SomeStates some = map.statesOf(indices);
        List<OneState> seats = new ArrayList<>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            seats.add(new OneState(ids.get(i), some.states().get(i)));
        }
        return new StatesAnswer(some.version(), seats);
    }
}
