package io.onsale.ticket.webhook.web;

import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.web.Problem;
import io.onsale.ticket.loop.Bell;
import io.onsale.ticket.openapi.Refuses;
import io.onsale.ticket.webhook.WebhookSignature;
import io.onsale.ticket.webhook.Webhooks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Webhooks")
class WebhookController {
    private final WebhookSignature signature;
    private final Webhooks webhooks;
    private final Bell webhookBell;

    WebhookController(WebhookSignature signature, Webhooks webhooks, Bell webhookBell) {
        this.signature = signature;
        this.webhooks = webhooks;
        this.webhookBell = webhookBell;
    }

    @PostMapping("/api/v1/webhooks/portone")
    @Operation(
            summary = "Word from PortOne that something happened to a payment",
            description =
                    "Standard Webhooks. Kept and answered at once, worked on afterwards; a repeat is answered the same.")
    @ApiResponse(responseCode = "200", description = "Kept")
    @Refuses(ProblemType.WEBHOOK_REFUSED)
    Mono<ResponseEntity<Object>> receive(
            @RequestHeader(name = "webhook-id", required = false) @Nullable String id,
            @RequestHeader(name = "webhook-timestamp", required = false) @Nullable String timestamp,
            @RequestHeader(name = "webhook-signature", required = false) @Nullable String signatures,
            @Parameter(hidden = true) @RequestBody byte[] body) {
        if (id == null || !signature.isGenuine(id, timestamp, signatures, body)) {
            return Mono.just(Problem.of(ProblemType.WEBHOOK_REFUSED, "Not signed by the provider, or too old")
                    .answer());
        }
        return webhooks.receive(id, new String(body, StandardCharsets.UTF_8))
                .doOnNext(isNew -> webhookBell.ring())
                .thenReturn(ResponseEntity.ok(Map.of()));
    }
}
