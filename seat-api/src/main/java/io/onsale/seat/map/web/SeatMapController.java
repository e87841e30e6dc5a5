package io.onsale.seat.map.web;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.seat.map.SeatMap;
import io.onsale.seat.map.SeatMap.Snapshot;
import io.onsale.seat.map.SeatMaps;
import io.onsale.seat.plan.Performances;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "seats")
class SeatMapController {
    private static final int RETRY_MS_MIN =
            1000; // a browser comes back after this and up to as much again: not all at once

    private final Performances performances;
    private final SeatMaps maps;

    SeatMapController(Performances performances, SeatMaps maps) {
        this.performances = performances;
        this.maps = maps;
    }

    @GetMapping("/api/v1/performances/{performanceId}/seats")
    @Operation(
            summary = "The state of every seat, compact",
            description =
                    "Two bits a seat in the plan's order, four seats a byte, the first in the highest bits: 0 available, 1 held,"
                            + " 2 sold, 3 blocked. At most 200 ms old; holding a seat decides.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = SeatsJson.class)))
    @ApiResponse(responseCode = "304", description = "You have this version", content = @Content)
    @ApiResponse(
            responseCode = "404",
            description = "not-found",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "503",
            description = "seats-not-ready, unavailable; with Retry-After",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    Mono<ResponseEntity<byte[]>> seats(
            @PathVariable String performanceId,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known) {
        return map(performanceId).map(map -> answer(map.snapshot(), known));
    }

    @GetMapping(
            path = "/api/v1/performances/{performanceId}/seats/events",
            produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(summary = "Changes of seats, live", description = """
                    Server-sent events. `seats` `{version,changes:[[index,state],…]}`: what changed up to that version, \
                    coalesced over some 100 ms. `snapshot` `{version}`: you missed too much, read all seats again. A comment every \
                    10 s is a sign of life. The id of an event is its version; a stream resumes after `Last-Event-ID`, or after \
                    `after`, the version of the snapshot that you have.""")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(implementation = SeatChangesJson.class)))
    @ApiResponse(
            responseCode = "404",
            description = "not-found",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "503",
            description = "seats-not-ready, unavailable; with Retry-After",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    Mono<Void> events(
            @PathVariable String performanceId,
            @Parameter(description = "The version that you have") @RequestParam(required = false) @Nullable Long after,
            @Parameter(description = "The id of the last event you saw; goes before `after`")
                    @RequestHeader(name = "Last-Event-ID", required = false)
                    @Nullable
                    Long lastEventId,
            @Parameter(hidden = true) ServerHttpResponse response) {
        return map(performanceId)
                .flatMap(map -> stream(map.watch(lastEventId == null ? after : lastEventId), response));
    }

    private static Mono<Void> stream(Flux<byte[]> frames, ServerHttpResponse response) {
        HttpHeaders headers = response.getHeaders();
        headers.setContentType(MediaType.TEXT_EVENT_STREAM);
        headers.setCacheControl(CacheControl.noStore());
        headers.set("X-Accel-Buffering", "no"); // nginx passes each event on at once
        DataBufferFactory buffers = response.bufferFactory();
        return response.writeAndFlushWith(
                frames.startWith(retry()).map(frame -> Mono.fromSupplier(() -> buffers.wrap(frame))));
    }

    private static byte[] retry() {
        int millis = RETRY_MS_MIN + ThreadLocalRandom.current().nextInt(RETRY_MS_MIN);
        return ("retry: " + millis + "\n\n").getBytes(StandardCharsets.US_ASCII);
    }

    private Mono<SeatMap> map(String performanceId) {
        return performances
                .findPerformance(new PerformanceId(performanceId))
                .switchIfEmpty(Mono.error(
                        () -> new ProblemException(Problem.of(ProblemType.NOT_FOUND, "There is no such performance"))))
                .flatMap(maps::getMap);
    }

    private static ResponseEntity<byte[]> answer(Snapshot snapshot, @Nullable String known) {
        String etag = "\"" + snapshot.version() + "\"";
        boolean same = known != null && known.contains(etag);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(same ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                .cacheControl(CacheControl.noCache())
                .eTag(etag);
        return same
                ? answer.build()
                : answer.contentType(MediaType.APPLICATION_JSON).body(snapshot.json());
    }
}
