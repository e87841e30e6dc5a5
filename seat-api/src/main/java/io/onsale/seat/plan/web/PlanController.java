package io.onsale.seat.plan.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.plan.PlanDocument;
import io.onsale.seat.plan.ServedPlan;
import io.onsale.service.access.Caller;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
class PlanController {
    /** A plan never changes under its address; an hour lets a mistaken sale disappear from caches some day. */
    private static final CacheControl CACHE =
            CacheControl.maxAge(Duration.ofHours(1)).cachePublic();
    /** For an event that is not visible to everybody yet. */
    private static final CacheControl SECRET = CacheControl.noStore();

    private final Performances performances;
    private final Clock clock;

    PlanController(Performances performances, Clock clock) {
        this.performances = performances;
        this.clock = clock;
    }

    @GetMapping("/api/v1/performances/{performanceId}/plan")
    @Operation(
            summary = "The hall: geometry, seats, prices",
            description =
                    "Static; the order of zones, rows and seats numbers the seats from 0: the index used by the compact states. Before "
                            + "the event's visibleFrom only its seller and managers get it.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = PlanDocument.class)))
    @ApiResponse(responseCode = "304", description = "You have this version", content = @Content)
    @Refuses(ProblemType.NOT_FOUND)
    Mono<ResponseEntity<Object>> plan(
            @PathVariable String performanceId,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable String accepted,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        PerformanceId id = new PerformanceId(performanceId);
        Principal caller = Caller.find(exchange.getAttributes()).orElse(null);
        Instant now = clock.instant();
        boolean gzip = accepted != null && accepted.contains("gzip");
        return performances
                .findVisibility(id)
                .filter(visibility -> visibility.isOpenTo(caller, now))
                .flatMap(visibility -> performances
                        .findPlan(id)
                        .map(plan -> answer(plan, gzip, known, visibility.isOpen(now) ? CACHE : SECRET)))
                .switchIfEmpty(Mono.fromSupplier(PlanController::notFound));
    }

    private static ResponseEntity<Object> answer(
            ServedPlan plan, boolean gzip, @Nullable String known, CacheControl cache) {
        String etag = '"' + plan.version() + (gzip ? "-gzip" : "") + '"';
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(
                        known != null && known.contains(plan.version()) ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                .cacheControl(cache)
                .eTag(etag)
                .varyBy(HttpHeaders.ACCEPT_ENCODING);
        if (known != null && known.contains(plan.version())) {
            return answer.build();
        }
        if (gzip) {
            answer.header(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        return answer.contentType(MediaType.APPLICATION_JSON).body(gzip ? plan.gzip() : plan.json());
    }

    private static ResponseEntity<Object> notFound() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no such performance").answer();
    }
}
