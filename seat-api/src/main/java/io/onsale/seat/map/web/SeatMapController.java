package io.onsale.seat.map.web;

import io.onsale.kernel.problem.ProblemType;
import io.onsale.seat.map.SeatMap.Snapshot;
import io.onsale.service.openapi.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "seats")
class SeatMapController {
    private final ShownMaps maps;

    SeatMapController(ShownMaps maps) {
        this.maps = maps;
    }

    @GetMapping("/api/v1/performances/{performanceId}/seats")
    @Operation(
            summary = "The state of every seat, compact",
            description =
                    "Two bits per seat in the plan's order, four seats per byte, the first in the highest bits: 0 available, 1 held,"
                            + " 2 sold, 3 blocked. At most 200 ms old; only holding a seat decides. Compressed for clients that accept gzip: the"
                            + " stadium of 66,704 seats is then 0.1 KB when fresh and 7 to 10 KB when half sold.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = SeatsJson.class)))
    @ApiResponse(responseCode = "304", description = "You have this version", content = @Content)
    @Refuses(ProblemType.NOT_FOUND)
    @Refuses(value = ProblemType.PERFORMANCE_OVER, note = "from three days after its start on")
    @Refuses(value = ProblemType.SEATS_NOT_READY, note = "with Retry-After")
    Mono<ResponseEntity<byte[]>> seats(
            @PathVariable String performanceId,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable String accepted,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        boolean gzip = accepted != null && accepted.contains("gzip");
        return maps.get(performanceId, exchange.getAttributes()).map(map -> answer(map.snapshot(), gzip, known));
    }

    private static ResponseEntity<byte[]> answer(Snapshot snapshot, boolean gzip, @Nullable String known) {
        String etag = "\"" + snapshot.version() + (gzip ? "-gzip\"" : "\"");
        boolean same = known != null && known.contains(etag);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(same ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                .cacheControl(CacheControl.noCache())
                .eTag(etag)
                .varyBy(HttpHeaders.ACCEPT_ENCODING);
        if (same) {
            return answer.build();
        }
        if (gzip) {
            answer.header(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        return answer.contentType(MediaType.APPLICATION_JSON).body(gzip ? snapshot.gzip() : snapshot.json());
    }
}
