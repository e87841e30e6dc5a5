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
import io.onsale.queue.sale.SaleOwners;
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
import java.util.Objects;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The operators' commands for a sale: managers for all, a seller for its own. */
@Tag(name = "Operators")
@SecurityRequirement(name = "bearer")
@ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PolicyView.class)))
@Refuses(value = ProblemType.NOT_FOUND, note = "no such sale")
@RestController
@RequestMapping("/api/v1/admin/sales/{saleId}")
class SaleOperations {
    private final Sales sales;
    private final SaleControl control;
    private final SaleOwners owners;

    SaleOperations(Sales sales, SaleControl control, SaleOwners owners) {
        this.sales = sales;
        this.control = control;
        this.owners = owners;
    }

    @Operation(summary = "The policy: how the sale runs")
    @GetMapping("/policy")
    Mono<ResponseEntity<Object>> policy(@PathVariable String saleId, Principal caller) {
        SaleId sale = new SaleId(saleId);
        return owners.mayOperate(caller, sale)
                .filter(may -> may)
                .flatMap(may -> sales.find(sale))
                .map(policy -> ResponseEntity.<Object>ok(PolicyView.of(policy)))
                .defaultIfEmpty(unknownSale());
    }

    @Operation(summary = "Change the limits; takes effect within a second, and no fan inside is removed")
    @Refuses(value = ProblemType.VALIDATION_FAILED, note = "a field is missing or out of range; no field has a default")
    @Refuses(value = ProblemType.POLICY_CHANGED, note = "read the policy again")
    @PutMapping("/policy")
    Mono<ResponseEntity<Object>> change(
            @PathVariable String saleId, @Valid @RequestBody PolicyChange change, Principal caller) {
        String reason = Objects.requireNonNullElse(change.reason(), "");
        return ifOwn(
                saleId, caller, sale -> control.limit(sale, caller.id(), change.version(), change.limits(), reason));
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
        return ifOwn(
                saleId,
                caller,
                sale -> control.step(sale, caller.id(), command.version(), command.count(), command.reason()));
    }

    @Operation(
            summary = "Show the fans a message, without changing the state",
            description =
                    "It is shown until the next message or the next reason, e.g. of a pause; during a pause it replaces the pause's reason.")
    @Refuses({ProblemType.SALE_CLOSED, ProblemType.POLICY_CHANGED})
    @PutMapping("/message")
    Mono<ResponseEntity<Object>> say(
            @PathVariable String saleId, @Valid @RequestBody LineMessage message, Principal caller) {
        String text = Objects.requireNonNullElse(message.text(), "");
        String reason = Objects.requireNonNullElse(message.reason(), "");
        return ifOwn(saleId, caller, sale -> control.say(sale, caller.id(), text, reason));
    }

    private Mono<ResponseEntity<Object>> changeState(String saleId, SaleState state, Reason reason, Principal caller) {
        return ifOwn(saleId, caller, sale -> control.changeState(sale, state, caller.id(), reason.reason()));
    }

    private Mono<ResponseEntity<Object>> ifOwn(
            String saleId, Principal caller, Function<SaleId, Mono<ControlOutcome>> command) {
        SaleId sale = new SaleId(saleId);
        return owners.mayOperate(caller, sale)
                .filter(may -> may)
                .flatMap(may -> command.apply(sale))
                .map(SaleOperations::answer)
                .defaultIfEmpty(unknownSale());
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
