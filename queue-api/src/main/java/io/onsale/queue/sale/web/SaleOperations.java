package io.onsale.queue.sale.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.queue.sale.ControlOutcome;
import io.onsale.queue.sale.ControlOutcome.AlreadyClosed;
import io.onsale.queue.sale.ControlOutcome.Changed;
import io.onsale.queue.sale.ControlOutcome.Conflict;
import io.onsale.queue.sale.ControlOutcome.Stepped;
import io.onsale.queue.sale.ControlOutcome.Unchanged;
import io.onsale.queue.sale.ControlOutcome.UnknownSale;
import io.onsale.queue.sale.SaleControl;
import io.onsale.queue.sale.SaleState;
import io.onsale.queue.sale.Sales;
import io.onsale.service.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What a manager may do to a sale that runs. */
@Tag(name = "Operators")
@SecurityRequirement(name = "bearer")
@ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PolicyView.class)))
@ApiResponse(
        responseCode = "404",
        description = "not-found: no such sale",
        content = @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
@RestController
@RequestMapping("/api/v1/admin/sales/{saleId}")
class SaleOperations {
    private final Sales sales;
    private final SaleControl control;

    SaleOperations(Sales sales, SaleControl control) {
        this.sales = sales;
        this.control = control;
    }

    @Operation(summary = "How the sale runs")
    @GetMapping("/policy")
    Mono<ResponseEntity<Object>> policy(@PathVariable String saleId) {
        return sales.find(new SaleId(saleId))
                .map(policy -> ResponseEntity.<Object>ok(PolicyView.of(policy)))
                .defaultIfEmpty(unknownSale());
    }

    @Operation(summary = "Change the limits; takes effect within a second and evicts nobody")
    @ApiResponse(
            responseCode = "400",
            description = "validation-failed: a field is out of its range, or left out; nothing has a default here",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    @ApiResponse(responseCode = "409", description = "policy-changed: somebody else was faster, read the policy again")
    @PutMapping("/policy")
    Mono<ResponseEntity<Object>> change(
            @PathVariable String saleId, @Valid @RequestBody PolicyChange change, Principal caller) {
        return control.limit(new SaleId(saleId), caller.id(), change.version(), change.limits())
                .map(SaleOperations::answer);
    }

    @Operation(summary = "Call nobody and let nobody's time run out, until resumed")
    @ApiResponse(responseCode = "409", description = "sale-closed, policy-changed")
    @PostMapping("/pause")
    Mono<ResponseEntity<Object>> pause(
            @PathVariable String saleId, @Valid @RequestBody Reason reason, Principal caller) {
        return bring(saleId, SaleState.PAUSED, reason, caller);
    }

    @Operation(
            summary =
                    "Go on after a pause, let fans join again after a drain, or sell again what came back after the sale was sold out")
    @ApiResponse(responseCode = "409", description = "sale-closed, policy-changed")
    @PostMapping("/resume")
    Mono<ResponseEntity<Object>> resume(
            @PathVariable String saleId, @Valid @RequestBody Reason reason, Principal caller) {
        return bring(saleId, SaleState.RUNNING, reason, caller);
    }

    @Operation(summary = "Let nobody join any more; who is in the line is still called")
    @ApiResponse(responseCode = "409", description = "sale-closed, policy-changed")
    @PostMapping("/drain")
    Mono<ResponseEntity<Object>> drain(
            @PathVariable String saleId, @Valid @RequestBody Reason reason, Principal caller) {
        return bring(saleId, SaleState.DRAINING, reason, caller);
    }

    @Operation(summary = "End the sale's line permanently; passes are taken back, what is held may still be paid for")
    @ApiResponse(responseCode = "409", description = "policy-changed")
    @PostMapping("/close")
    Mono<ResponseEntity<Object>> close(
            @PathVariable String saleId, @Valid @RequestBody Reason reason, Principal caller) {
        return bring(saleId, SaleState.CLOSED, reason, caller);
    }

    @Operation(summary = "Call the next fans now, beyond the rate and within the capacity")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = StepCommand.Done.class)))
    @ApiResponse(responseCode = "409", description = "sale-closed, policy-changed: also when it has been done already")
    @PostMapping("/call")
    Mono<ResponseEntity<Object>> call(
            @PathVariable String saleId, @Valid @RequestBody StepCommand command, Principal caller) {
        return control.step(new SaleId(saleId), caller.id(), command.version(), command.count(), command.reason())
                .map(SaleOperations::answer);
    }

    private Mono<ResponseEntity<Object>> bring(String saleId, SaleState state, Reason reason, Principal caller) {
        return control.bring(new SaleId(saleId), state, caller.id(), reason.reason())
                .map(SaleOperations::answer);
    }

    private static ResponseEntity<Object> answer(ControlOutcome outcome) {
        return switch (outcome) {
            case Changed changed -> ResponseEntity.ok(PolicyView.of(changed.policy()));
            case Stepped done ->
                ResponseEntity.ok(new StepCommand.Done(done.policy().version(), done.called()));
            case Unchanged unchanged -> ResponseEntity.ok(PolicyView.of(unchanged.policy()));
            case Conflict conflict ->
                Problem.of(
                                ProblemType.POLICY_CHANGED,
                                "The policy is now at version "
                                        + conflict.current().version())
                        .with("version", conflict.current().version())
                        .answer();
            case AlreadyClosed closed ->
                Problem.of(ProblemType.SALE_CLOSED, "A closed sale stays closed, unless it was sold out")
                        .answer();
            case UnknownSale unknown -> unknownSale();
        };
    }

    private static ResponseEntity<Object> unknownSale() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no such sale").answer();
    }
}
