package io.onsale.ticket.gate.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.EventId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.PlainText;
import io.onsale.service.web.Problem;
import io.onsale.ticket.gate.EntryRules.EntryGate;
import io.onsale.ticket.gate.GateCaller;
import io.onsale.ticket.gate.SetEntryRules;
import io.onsale.ticket.gate.SetEntryRules.Outcome;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Gate")
class EntryController {
    private static final int GATES_MAX = 100; // a stadium has some sixty

    private final SetEntryRules setEntryRules;

    EntryController(SetEntryRules setEntryRules) {
        this.setEntryRules = setEntryRules;
    }

    /**
     * @param lastEntryAt null: six hours after the start
     * @param gates empty: any gate is for everybody
     */
    record NewEntry(
            @NotNull Instant doorsOpenAt,
            @Nullable Instant lastEntryAt,
            @NotNull @Size(max = GATES_MAX) List<@Valid @NotNull NewEntryGate> gates) {}

    /** @param grades null: all */
    record NewEntryGate(
            @NotNull @PlainText(max = ScanController.GATE_NAME_MAX) @Schema(maxLength = ScanController.GATE_NAME_MAX)
            String name,

            @Nullable @Size(max = 50) List<@NotBlank String> grades) {}

    @PutMapping("/api/v1/events/{eventId}/performances/{performanceId}/entry")
    @Operation(
            summary = "When and at which gates people may enter",
            description =
                    "Relative to the start: if the show is put off, the times move with it. Without it the doors open two hours before the"
                            + " start and the last entry is six hours after it.")
    @ApiResponse(
            responseCode = "200",
            description = "As they are now",
            content = @Content(schema = @Schema(implementation = EntryView.class)))
    @Refuses(ProblemType.NOT_FOUND)
    Mono<ResponseEntity<Object>> set(
            @PathVariable String eventId,
            @PathVariable String performanceId,
            @Parameter(hidden = true) Principal seller,
            @Valid @RequestBody NewEntry body) {
        List<EntryGate> gates = body.gates().stream()
                .map(gate -> new EntryGate(gate.name(), gate.grades()))
                .toList();
        return setEntryRules
                .set(
                        GateCaller.of(seller),
                        new EventId(eventId),
                        new PerformanceId(performanceId),
                        body.doorsOpenAt(),
                        body.lastEntryAt(),
                        gates)
                .map(outcome -> switch (outcome) {
                    case Outcome.Done done -> ResponseEntity.ok((Object) EntryView.of(done.rules()));
                    case Outcome.NotFound none ->
                        Problem.of(ProblemType.NOT_FOUND, "You have no such performance")
                                .answer();
                    case Outcome.Invalid invalid ->
                        Problem.invalid(invalid.errors()).answer();
                });
    }
}
