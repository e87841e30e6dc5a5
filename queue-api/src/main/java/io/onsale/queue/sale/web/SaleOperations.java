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
import io.onsale.service.openapi.Refuses;
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

/** The managers' commands for a sale. */
@Tag(name = "Operators")
@SecurityRequirement(name = "bearer")
@ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PolicyView.class)))
@Refuses(value = ProblemType.NOT_FOUND, note = "no such sale")
@RestController
@RequestMapping("/api/v1/admin/sales/{saleId}")
class SaleOperations {
    private final Sales sales;
    private final SaleControl control;

    SaleOperations(Sales sales, SaleControl control) {
        this.sales = sales;
        this.control = control;
    }

    @Operation(summary = "The policy: how the sale runs")
    @GetMapping("/policy")
    Mono<ResponseEntity<Object>> policy(@PathVariable String saleId) {
        return sales.find(new SaleId(saleId))
                .map(policy -> ResponseEntity.<Object>ok(PolicyView.of(policy)))
                .defaultIfEmpty(unknownSale());
    }

    @Operation(summary = "Change the limits; takes effect within a second, and no fan inside is removed")
    @Refuses(value = ProblemType.VALIDATION_FAILED, note = "a field is missing or out of range; no field has a default")
    @Refuses(value = ProblemType.POLICY_CHANGED, note = "read the policy again")
    @PutMapping("/policy")
    Mono<ResponseEntity<Object>> change(
            @PathVariable String saleId, @Valid @RequestBody PolicyChange change, Principal caller) {
        return control.limit(new SaleId(saleId), caller.id(), change.version(), change.limits())
                .map(SaleOperations::answer);
    }

    @Operation(summary = "Stop calling fans, and stop all deadlines, until resumed")
    @Refuses({ProblemType.SALE_CLOSED, ProblemType.POLICY_CHANGED})
    @PostMapping("/pause")
    Mono<ResponseEntity<Object>> pause(
            @PathVariable String saleId, @Valid @RequestBody Reason reason, Principal caller) {
        return changeState(saleId, SaleState.PAUSED, reason, caller);
    }

    @Operation(
            summary =
                    "Continue after a pause, let fans join again after a drain, or reopen a sold-out sale when seats came back")
    @Refuses({ProblemType.SALE_CLOSED, ProblemType.POLICY_CHANGED})
    @PostMapping("/resume")
    Mono<ResponseEntity<Object>> resume(
            @PathVariable String saleId, @Valid @RequestBody Reason reason, Principal caller) {
        return changeState(saleId, SaleState.RUNNING, reason, caller);
    }

    @Operation(summary = "Let no more fans join; those in the line are still called")
    @Refuses({ProblemType.SALE_CLOSED, ProblemType.POLICY_CHANGED})
    @PostMapping("/drain")
    Mono<ResponseEntity<Object>> drain(
            @PathVariable String saleId, @Valid @RequestBody Reason reason, Principal caller) {
        return changeState(saleId, SaleState.DRAINING, reason, caller);
    }

    @Operation(summary = "Close the sale permanently; passes are revoked, seats that are held may still be paid for")
    @Refuses(ProblemType.POLICY_CHANGED)
    @PostMapping("/close")
    Mono<ResponseEntity<Object>> close(
            @PathVariable String saleId, @Valid @RequestBody Reason reason, Principal caller) {
        return changeState(saleId, SaleState.CLOSED, reason, caller);
    }

    @Operation(summary = "Call the next fans now, beyond the rate and within the capacity")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = StepCommand.Done.class)))
    @Refuses(ProblemType.SALE_CLOSED)
    @Refuses(value = ProblemType.POLICY_CHANGED, note = "also if this command was done already")
    @PostMapping("/call")
    Mono<ResponseEntity<Object>> call(
            @PathVariable String saleId, @Valid @RequestBody StepCommand command, Principal caller) {
        return control.step(new SaleId(saleId), caller.id(), command.version(), command.count(), command.reason())
                .map(SaleOperations::answer);
    }

    private Mono<ResponseEntity<Object>> changeState(String saleId, SaleState state, Reason reason, Principal caller) {
        return control.changeState(new SaleId(saleId), state, caller.id(), reason.reason())
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
