package io.onsale.seat.map.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.seat.map.SeatMap;
import io.onsale.seat.map.SeatMap.Snapshot;
import io.onsale.seat.map.SeatMaps;
import io.onsale.seat.map.web.OpenStreams.Outcome.Begun;
import io.onsale.seat.map.web.OpenStreams.Outcome.NoRoom;
import io.onsale.seat.map.web.OpenStreams.Outcome.TooManyOfAddress;
import io.onsale.seat.map.web.OpenStreams.Outcome.TooManyOfFan;
import io.onsale.seat.plan.Performances;
import io.onsale.service.access.Caller;
import io.onsale.service.limit.ClientAddresses;
import io.onsale.service.stream.StreamChannel;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
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
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "seats")
class SeatMapController {
    private static final int RETRY_MS_MIN =
            1000; // a browser comes back after this and up to as much again: not all at once

    private static final Duration STREAM_RETRY = Duration.ofSeconds(10); // streams end when a fan leaves the page

    private final Performances performances;
    private final SeatMaps maps;
    private final OpenStreams streams;
    private final ClientAddresses addresses;

    private final Clock clock;

    SeatMapController(
            Performances performances, SeatMaps maps, OpenStreams streams, ClientAddresses addresses, Clock clock) {
        this.performances = performances;
        this.maps = maps;
        this.streams = streams;
        this.addresses = addresses;
        this.clock = clock;
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
            responseCode = "410",
            description = "performance-over, from three days after its start on",
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
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        return map(performanceId, exchange).map(map -> answer(map.snapshot(), known));
    }

    @GetMapping(
            path = "/api/v1/performances/{performanceId}/seats/events",
            produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(summary = "Changes of seats, live", description = """
                    Server-sent events. `seats` `{version,changes:[[index,state],…]}`: what changed up to that version, \
                    coalesced over some 100 ms. `snapshot` `{version}`: you missed too much, read all seats again. A comment every \
                    10 s is a sign of life. The id of an event is its version; a stream resumes after `Last-Event-ID`, or after \
                    `after`, the version of the snapshot that you have. An id that is not of this performance, whatever it is, \
                    is answered by `snapshot`.""")
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
            responseCode = "410",
            description = "performance-over, from three days after its start on",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "429",
            description =
                    "too-many-requests: streams of this address without a token, or of this fan; with Retry-After",
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
                    String lastEventId,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        Long known = lastEventId == null || lastEventId.isBlank() ? after : version(lastEventId);
        return switch (streams.begin(caller(exchange), client(exchange))) {
            case Begun begun ->
                map(performanceId, exchange)
                        .flatMap(map -> stream(map, known, exchange.getResponse()))
                        .doFinally(end -> begun.end().run());
            case TooManyOfAddress tooMany ->
                refusal(
                        ProblemType.TOO_MANY_REQUESTS,
                        "Your address has as many streams as it may without a token; sign in");
            case TooManyOfFan tooMany -> refusal(ProblemType.TOO_MANY_REQUESTS, "You have as many streams as you may");
            case NoRoom full ->
                refusal(
                        ProblemType.UNAVAILABLE,
                        "This server has as many streams as it can serve; read the seats instead");
        };
    }

    /** The version that an event's id says; one that no map has had, if the id is none of ours. */
    private static Long version(String eventId) {
        try {
            return Long.valueOf(eventId.strip());
        } catch (NumberFormatException e) {
            return SeatMap.FOREIGN;
        }
    }

    private static <T> Mono<T> refusal(ProblemType type, String detail) {
        return Mono.error(() -> new ProblemException(Problem.of(type, detail), STREAM_RETRY));
    }

    private static @Nullable String caller(ServerWebExchange exchange) {
        return Caller.find(exchange.getAttributes()).map(Principal::id).orElse(null);
    }

    private @Nullable InetAddress client(ServerWebExchange exchange) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        return addresses.client(
                exchange.getRequest().getRemoteAddress(), name -> headers.getOrDefault(name, List.of()));
    }

    /** An ordinary response that begins, and goes on as what the map writes to its connection. */
    private static Mono<Void> stream(SeatMap map, @Nullable Long after, ServerHttpResponse response) {
        HttpHeaders headers = response.getHeaders();
        headers.setContentType(MediaType.TEXT_EVENT_STREAM);
        headers.setCacheControl(CacheControl.noStore());
        headers.set("X-Accel-Buffering", "no"); // nginx passes each event on at once
        DataBuffer opening = response.bufferFactory().wrap(retry());
        return response.writeAndFlushWith(Mono.just(Mono.just(opening))).then(Mono.create(answer -> {
            StreamChannel.open(
                    response, answer, channel -> answer.onDispose(map.watch(after, new SeatChannel(channel))::run));
        }));
    }

    private static byte[] retry() {
        int millis = RETRY_MS_MIN + ThreadLocalRandom.current().nextInt(RETRY_MS_MIN);
        return ("retry: " + millis + "\n\n").getBytes(StandardCharsets.US_ASCII);
    }

    private Mono<SeatMap> map(String performanceId, ServerWebExchange exchange) {
        Principal caller = Caller.find(exchange.getAttributes()).orElse(null);
        return performances
                .findPerformance(new PerformanceId(performanceId))
                .filter(performance -> performance.visibility().isOpenTo(caller, clock.instant()))
                .switchIfEmpty(Mono.error(
                        () -> new ProblemException(Problem.of(ProblemType.NOT_FOUND, "There is no such performance"))))
                .flatMap(performance -> performance.isOver(clock.instant())
                        ? Mono.error(new ProblemException(
                                Problem.of(ProblemType.PERFORMANCE_OVER, "Its seats are not shown any more")))
                        : maps.getMap(performance));
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
