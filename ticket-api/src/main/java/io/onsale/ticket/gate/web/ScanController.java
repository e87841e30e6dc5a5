package io.onsale.ticket.gate.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.PlainText;
import io.onsale.service.web.Problem;
import io.onsale.service.web.Problem.FieldError;
import io.onsale.service.web.ProblemException;
import io.onsale.ticket.code.CodeVerifier;
import io.onsale.ticket.gate.GateCaller;
import io.onsale.ticket.gate.GateTicket;
import io.onsale.ticket.gate.Scan;
import io.onsale.ticket.gate.ScanOutcome;
import io.onsale.ticket.gate.ScanResult;
import io.onsale.ticket.gate.ScanTickets;
import io.onsale.ticket.gate.Scans.Recorded;
import io.onsale.ticket.gate.Scans.Undone;
import io.onsale.ticket.gate.UndoScan;
import io.onsale.ticket.gate.UndoScan.Outcome;
import io.onsale.ticket.ticket.TicketId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Scans, and taking them back. */
@RestController
@RequestMapping("/api/v1/gate/performances/{performanceId}/scans")
@Tag(name = "Gate")
class ScanController {
    static final int GATE_NAME_MAX = 40; // characters

    private static final int SCANS_MAX = 200; // per upload: about 100 kB, and a second of work

    private final ScanTickets scanTickets;
    private final UndoScan undoScan;

    ScanController(ScanTickets scanTickets, UndoScan undoScan) {
        this.scanTickets = scanTickets;
        this.undoScan = undoScan;
    }

    /** How the ticket was found. */
    enum FoundBy {
        CODE,
        MANUAL
    }

    /**
     * @param scanId made by the device; a repeat with the same id changes nothing and gets the same outcome
     * @param ticketId if by is MANUAL
     * @param code if by is CODE: the whole text of the QR code
     * @param offline whether the device has decided already, without network
     * @param decision what it decided; absent means ACCEPTED. Only if offline
     */
    record NewScan(
            @NotBlank @Size(max = OpaqueId.LENGTH_MAX) String scanId,
            @Nullable @Size(max = OpaqueId.LENGTH_MAX) String ticketId,
            @Nullable @Size(max = CodeVerifier.LENGTH_MAX) String code,
            @NotNull Instant scannedAt,
            boolean offline,
            @NotNull FoundBy by,
            @Nullable ScanOutcome decision) {
        Scan scan() {
            ScanOutcome decided = decision == null ? ScanOutcome.ACCEPTED : decision;
            boolean isManual = by == FoundBy.MANUAL;
            return new Scan(
                    scanId,
                    isManual && ticketId != null ? new TicketId(ticketId) : null,
                    isManual ? null : code,
                    scannedAt,
                    offline ? decided : null);
        }

        /** The field that is missing; null if none is. */
        @Nullable
        String missing() {
            return switch (by) {
                case CODE -> code == null ? "code" : null;
                case MANUAL -> ticketId == null || !OpaqueId.hasShape(ticketId) ? "ticketId" : null;
            };
        }
    }

    record NewScans(
            @NotNull @PlainText(max = GATE_NAME_MAX) @Schema(maxLength = GATE_NAME_MAX)
            String gate,

            @NotEmpty @Size(max = SCANS_MAX) List<@Valid @NotNull NewScan> scans) {}

    /** @param holder the name, masked; null if unknown */
    record ScannedTicket(
            String ticketId,
            String label,
            String grade,
            @Nullable String holder) {
        static ScannedTicket of(GateTicket ticket) {
            return new ScannedTicket(ticket.id().value(), ticket.label(), ticket.grade(), ticket.holder());
        }
    }

    /**
     * @param ticket null if the scan named none of this performance
     * @param usedAt when somebody first entered with it; null if nobody has
     */
    record ScanResultView(
            String scanId,
            ScanOutcome outcome,
            @Nullable ScannedTicket ticket,
            @Nullable Instant usedAt,
            @Nullable String usedGate) {
        static ScanResultView of(ScanResult result) {
            GateTicket ticket = result.ticket();
            return ticket == null
                    ? new ScanResultView(result.scanId(), result.outcome(), null, null, null)
                    : new ScanResultView(
                            result.scanId(),
                            result.outcome(),
                            ScannedTicket.of(ticket),
                            ticket.usedAt(),
                            ticket.usedGate());
        }
    }

    /** In the order of the scans. */
    record ScanResults(List<ScanResultView> results) {}

    @PostMapping
    @Operation(
            summary = "Scan a ticket, or upload what was scanned without network",
            description =
                    "Each scan gets its own outcome, and a repeat of an upload the same ones: if an answer is lost or is a 503, send it"
                            + " again. Online, a ticket is ACCEPTED once. What a gate has let in without network stays a fact: the second"
                            + " time is a DUPLICATE. Scans online are timed by the server, others by scannedAt.")
    @ApiResponse(
            responseCode = "200",
            description = "The outcomes",
            content = @Content(schema = @Schema(implementation = ScanResults.class)))
    @Refuses(ProblemType.NOT_FOUND)
    Mono<ScanResults> scan(
            @PathVariable String performanceId,
            @Parameter(hidden = true) Principal caller,
            @Valid @RequestBody NewScans body) {
        check(body.scans());
        return scanTickets
                .scan(
                        GateCaller.of(caller),
                        new PerformanceId(performanceId),
                        body.gate(),
                        body.scans().stream().map(NewScan::scan).toList())
                .map(results ->
                        new ScanResults(results.stream().map(ScanResultView::of).toList()))
                .switchIfEmpty(Mono.error(GateController::notFound));
    }

    private static void check(List<NewScan> scans) {
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < scans.size(); i++) {
            String missing = scans.get(i).missing();
            if (missing != null) {
                errors.add(new FieldError("scans[" + i + "]." + missing, "is needed for this way of scanning"));
            }
            if (!OpaqueId.hasShape(scans.get(i).scanId())) {
                errors.add(new FieldError("scans[" + i + "].scanId", "must be 1 to 64 letters, digits, '_' or '-'"));
            }
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.invalid(errors));
        }
    }

    record NewUndo(
            @NotNull @PlainText(max = 200) @Schema(maxLength = 200)
            String reason) {}

    /** @param undoneBy the member's id */
    record UndoneScan(
            String scanId,
            String ticketId,
            String gate,
            Instant scannedAt,
            Instant undoneAt,
            String undoneBy,
            String reason) {}

    @PostMapping("/{scanId}/undo")
    @Operation(
            summary = "Take a scan back: the ticket may be scanned again",
            description = "Recorded with the reason and who did it. A repeat changes nothing.")
    @ApiResponse(
            responseCode = "200",
            description = "Taken back",
            content = @Content(schema = @Schema(implementation = UndoneScan.class)))
    @Refuses(ProblemType.NOT_FOUND)
    @Refuses(value = ProblemType.SCAN_NOT_ADMITTED, note = "with outcome")
    Mono<ResponseEntity<Object>> undo(
            @PathVariable String performanceId,
            @PathVariable String scanId,
            @Parameter(hidden = true) Principal caller,
            @Valid @RequestBody NewUndo body) {
        OpaqueId.require("scanId", scanId);
        return undoScan.undo(GateCaller.of(caller), new PerformanceId(performanceId), scanId, body.reason())
                .map(outcome -> switch (outcome) {
                    case Outcome.Done done -> ResponseEntity.ok((Object) undone(done.scan()));
                    case Outcome.NotFound none ->
                        Problem.of(ProblemType.NOT_FOUND, "There is no such scan")
                                .answer();
                    case Outcome.NotAdmitted not ->
                        Problem.of(
                                        ProblemType.SCAN_NOT_ADMITTED,
                                        "It was " + not.scan().outcome())
                                .with("outcome", not.scan().outcome())
                                .answer();
                });
    }

    private static UndoneScan undone(Recorded scan) {
        Undone undone = scan.undone();
        TicketId ticket = scan.ticket();
        if (undone == null || ticket == null) {
            throw new IllegalStateException("not undone: " + scan.id());
        }
        return new UndoneScan(
                scan.id(),
                ticket.value(),
                scan.gate(),
                scan.scannedAt(),
                undone.at(),
                undone.memberId(),
                undone.reason());
    }
}
