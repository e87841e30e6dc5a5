package io.onsale.ticket.device.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.PlainText;
import io.onsale.service.web.Problem;
import io.onsale.ticket.code.DeviceKey;
import io.onsale.ticket.device.BindTicket;
import io.onsale.ticket.device.BindTicket.Binding;
import io.onsale.ticket.device.BindTicket.Outcome;
import io.onsale.ticket.device.BindingProblem;
import io.onsale.ticket.device.Bindings;
import io.onsale.ticket.ticket.Ticket;
import io.onsale.ticket.ticket.TicketId;
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
import java.util.Base64;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Tickets")
class BindingController {
    private final BindTicket bindTicket;
    private final Bindings bindings;

    BindingController(BindTicket bindTicket, Bindings bindings) {
        this.bindTicket = bindTicket;
        this.bindings = bindings;
    }

    record NewDevice(
            @NotBlank
            @Size(max = 88)
            @Schema(
                    description = "A point on P-256, base64url: raw (65 bytes) or compressed (33 bytes)",
                    maxLength = 88)
            String publicKey) {}

    /**
     * @param statement base64url, 134 bytes; the device signs its codes over it
     * @param generation of the statement: earlier ones no longer open the gate
     * @param rebindsLeft how often the ticket may still move to another device or to paper
     */
    record DeviceBinding(String statement, int generation, String keyId, Instant boundAt, int rebindsLeft) {
        static DeviceBinding of(Binding binding) {
            return new DeviceBinding(
                    Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(binding.statement().bytes()),
                    binding.generation(),
                    binding.statement().keyId(),
                    binding.boundAt(),
                    binding.rebindsLeft());
        }
    }

    @PostMapping("/api/v1/tickets/{ticketId}/device")
    @Operation(
            summary = "Bind your ticket to this device",
            description =
                    "The device makes a key pair whose private key cannot be copied, and sends the public one. From the statement in the answer"
                            + " it makes a new code every 15 seconds, without network. The same key again gets the same answer;"
                            + " another one ends what was bound before, at most three times.")
    @ApiResponse(
            responseCode = "200",
            description = "Bound",
            content = @Content(schema = @Schema(implementation = DeviceBinding.class)))
    @Refuses({ProblemType.NOT_FOUND, ProblemType.TICKET_USED, ProblemType.TICKET_VOIDED})
    @Refuses(value = ProblemType.REBIND_LIMIT, note = "a manager can allow more")
    Mono<ResponseEntity<Object>> bind(
            @PathVariable String ticketId,
            @Parameter(hidden = true) Principal fan,
            @Valid @RequestBody NewDevice body) {
        TicketId ticket = new TicketId(ticketId);
        DeviceKey device = DeviceKey.parse(body.publicKey()).orElse(null);
        return device == null
                ? Mono.just(Problem.invalid("publicKey", "must be a point on P-256, raw or compressed, in base64url")
                        .answer())
                : bindTicket.bind(new FanId(fan.id()), ticket, device).map(BindingController::answer);
    }

    private static ResponseEntity<Object> answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> ResponseEntity.ok(DeviceBinding.of(done.binding()));
            case Outcome.Refusal refusal -> BindingProblem.of(refusal).answer();
        };
    }

    record NewRebinds(
            @NotNull @PlainText(max = 200) @Schema(maxLength = 200)
            String reason) {}

    record AllowedRebinds(String ticketId, int rebindsLeft) {}

    @PostMapping("/api/v1/tickets/{ticketId}/rebinds")
    @Operation(summary = "Allow the holder of a ticket to move it to other devices again; recorded with the reason")
    @ApiResponse(
            responseCode = "200",
            description = "Allowed",
            content = @Content(schema = @Schema(implementation = AllowedRebinds.class)))
    @Refuses(ProblemType.NOT_FOUND)
    Mono<ResponseEntity<Object>> allowRebinds(
            @PathVariable String ticketId,
            @Parameter(hidden = true) Principal manager,
            @Valid @RequestBody NewRebinds body) {
        TicketId ticket = new TicketId(ticketId);
        return bindings.allowRebinds(ticket, manager.id(), body.reason())
                .map(isAllowed -> isAllowed
                        ? ResponseEntity.ok(new AllowedRebinds(ticketId, Ticket.REBINDS_MAX))
                        : Problem.of(ProblemType.NOT_FOUND, "There is no such ticket")
                                .answer());
    }
}
