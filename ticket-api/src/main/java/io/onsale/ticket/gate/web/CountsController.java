package io.onsale.ticket.gate.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.openapi.Refuses;
import io.onsale.ticket.gate.GateCaller;
import io.onsale.ticket.gate.GateCounts;
import io.onsale.ticket.gate.GatePerformances;
import io.onsale.ticket.gate.ScanOutcome;
import io.onsale.ticket.gate.Scans;
import io.onsale.ticket.gate.Scans.Recorded;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How many people are in, once or live; and what gates without network did twice. */
@RestController
@RequestMapping("/api/v1/gate/performances/{performanceId}")
@Tag(name = "Gate")
class CountsController {
    private static final int LISTED_MAX = 200; // each needs somebody's attention: more is no list but an incident

    private final GatePerformances performances;
    private final Scans scans;
    private final CountsFeed feed;

    CountsController(GatePerformances performances, Scans scans, CountsFeed feed) {
        this.performances = performances;
        this.scans = scans;
        this.feed = feed;
    }

    @GetMapping("/counts")
    @Operation(summary = "How many people are in, by gate")
    @ApiResponse(
            responseCode = "200",
            description = "The counts",
            content = @Content(schema = @Schema(implementation = GateCounts.class)))
    @Refuses(ProblemType.NOT_FOUND)
    Mono<GateCounts> counts(@PathVariable String performanceId, @Parameter(hidden = true) Principal caller) {
        PerformanceId performance = new PerformanceId(performanceId);
        return mayWork(caller, performance).then(scans.count(performance));
    }

    @GetMapping(path = "/counts/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "The counts once per second (server-sent events named `counts`)",
            description =
                    "Data is the JSON of the counts; asOf is less than a second old while the database answers. The stream ends when the"
                            + " token expires and when the server is about to stop.")
    @ApiResponse(
            responseCode = "200",
            description = "The stream",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(implementation = GateCounts.class)))
    @Refuses(ProblemType.NOT_FOUND)
    Mono<ResponseEntity<Flux<ServerSentEvent<GateCounts>>>> stream(
            @PathVariable String performanceId, @Parameter(hidden = true) Principal caller) {
        PerformanceId performance = new PerformanceId(performanceId);
        return mayWork(caller, performance)
                .then(Mono.fromSupplier(() -> ResponseEntity.ok()
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .header("X-Accel-Buffering", "no") // nginx and similar proxies pass each event on at once
                        .body(feed.of(performance, caller.expiresAt()))));
    }

    /** @param by whose account scanned it */
    record GateScanView(
            String scanId,
            @Nullable String ticketId,
            String gate,
            String by,
            ScanOutcome outcome,
            boolean offline,
            boolean manual,
            Instant scannedAt) {
        static GateScanView of(Recorded scan) {
            return new GateScanView(
                    scan.id(),
                    scan.ticket() == null ? null : scan.ticket().value(),
                    scan.gate(),
                    scan.memberId(),
                    scan.outcome(),
                    scan.offline(),
                    scan.manual(),
                    scan.scannedAt());
        }
    }

    /** @param scans all that let somebody in, earliest first */
    record DuplicateView(GateTicketView ticket, List<GateScanView> scans) {}

    /**
     * @param duplicates tickets let in more than once, latest first
     * @param wronglyAdmitted what gates without network let in although the server refuses it, latest first
     */
    record DuplicateList(List<DuplicateView> duplicates, List<GateScanView> wronglyAdmitted) {}

    @GetMapping("/duplicates")
    @Operation(
            summary = "What gates without network let in twice, or should not have let in; at most 200 of each",
            description = "With the times and gates of all scans. Taking a scan back removes it from here.")
    @ApiResponse(
            responseCode = "200",
            description = "The duplicates",
            content = @Content(schema = @Schema(implementation = DuplicateList.class)))
    @Refuses(ProblemType.NOT_FOUND)
    Mono<DuplicateList> duplicates(@PathVariable String performanceId, @Parameter(hidden = true) Principal caller) {
        PerformanceId performance = new PerformanceId(performanceId);
        Mono<List<DuplicateView>> twice = scans.duplicates(performance, LISTED_MAX)
                .map(duplicate -> new DuplicateView(
                        GateTicketView.of(duplicate.ticket()),
                        duplicate.scans().stream().map(GateScanView::of).toList()))
                .collectList();
        Mono<List<GateScanView>> wrongly = scans.wronglyAdmitted(performance, LISTED_MAX)
                .map(GateScanView::of)
                .collectList();
        return mayWork(caller, performance).then(Mono.zip(twice, wrongly, DuplicateList::new));
    }

    private Mono<Void> mayWork(Principal caller, PerformanceId performance) {
        return performances
                .findRules(GateCaller.of(caller), performance)
                .switchIfEmpty(Mono.error(GateController::notFound))
                .then();
    }
}
