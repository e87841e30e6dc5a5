package io.onsale.queue.progress.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.queue.progress.Progress;
import io.onsale.queue.progress.SaleFigures;
import io.onsale.queue.progress.WatchOutcome;
import io.onsale.queue.progress.WatchOutcome.NotInLine;
import io.onsale.queue.progress.WatchOutcome.Watching;
import io.onsale.service.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Streams for those who wait, and figures for those who operate. */
@SecurityRequirement(name = "bearer")
@RestController
class ProgressController {
    private static final Duration FIGURES_EVERY = Duration.ofSeconds(1);

    private final Progress progress;
    private final EventFormat format;

    ProgressController(Progress progress, JsonMapper json) {
        this.progress = progress;
        this.format = new EventFormat(json);
    }

    @Tag(name = "Line")
    @Operation(
            summary = "Your place as it goes on (server-sent events)",
            description =
                    "The full state on connecting, then `place` (the body of GET …/places/me), `ready` {claimBy}, `sale` "
                            + "{state,message,seatsLeft}, `closed` {reason}, after which nothing follows. A comment at least every 15 s. "
                            + "`retry` differs from fan to fan. Last-Event-ID is not needed.")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "404",
            description = "not-in-line",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    @GetMapping("/api/v1/sales/{saleId}/places/me/events")
    Mono<ResponseEntity<?>> watch(@PathVariable String saleId, Principal caller) {
        return progress.watch(new SaleId(saleId), new FanId(caller.id())).map(this::answer);
    }

    private ResponseEntity<?> answer(WatchOutcome outcome) {
        return switch (outcome) {
            case Watching watching -> stream(format.events(watching));
            case NotInLine none ->
                Problem.of(ProblemType.NOT_IN_LINE, "Join the line first").answer();
        };
    }

    @Tag(name = "Operators")
    @Operation(summary = "The sale in figures, as of the latest read, at most a second old")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SaleFigures.class)))
    @ApiResponse(
            responseCode = "404",
            description = "not-found: no such sale, or its lobby is not open yet",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    @GetMapping("/api/v1/admin/sales/{saleId}/stats")
    ResponseEntity<?> figures(@PathVariable String saleId) {
        return progress.figures(new SaleId(saleId))
                .<ResponseEntity<?>>map(ResponseEntity::ok)
                .orElseGet(ProgressController::noFigures);
    }

    @Tag(name = "Operators")
    @Operation(summary = "The figures once a second (server-sent events named `stats`)")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
    @GetMapping("/api/v1/admin/sales/{saleId}/stats/events")
    ResponseEntity<?> figuresStream(@PathVariable String saleId) {
        SaleId sale = new SaleId(saleId);
        if (progress.figures(sale).isEmpty()) {
            return noFigures();
        }
        return stream(Flux.interval(Duration.ZERO, FIGURES_EVERY)
                .onBackpressureDrop()
                .concatMap(tick -> Mono.justOrEmpty(progress.figures(sale)).map(format::figures), 1));
    }

    private static ResponseEntity<?> noFigures() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no such sale, or its lobby is not open yet")
                .answer();
    }

    private static ResponseEntity<?> stream(Flux<ServerSentEvent<String>> events) {
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header("X-Accel-Buffering", "no") // for nginx and its kind: pass each event on at once
                .body(events);
    }
}
