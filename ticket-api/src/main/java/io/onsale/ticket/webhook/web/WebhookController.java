package io.onsale.ticket.webhook.web;

import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.loop.WakeUpSignal;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.Problem;
import io.onsale.ticket.webhook.WebhookSignature;
import io.onsale.ticket.webhook.WebhookText;
import io.onsale.ticket.webhook.Webhooks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

@RestController
@Tag(name = "Webhooks")
class WebhookController {
    private final WebhookSignature signature;
    private final Webhooks webhooks;
    private final WakeUpSignal webhookSignal;
    private final JsonMapper json;

    WebhookController(WebhookSignature signature, Webhooks webhooks, WakeUpSignal webhookSignal, JsonMapper json) {
        this.signature = signature;
        this.webhooks = webhooks;
        this.webhookSignal = webhookSignal;
        this.json = json;
    }

    @PostMapping("/api/v1/webhooks/portone")
    @Operation(
            summary = "Notification by PortOne that something happened to a payment",
            description =
                    "Standard Webhooks. Stored and answered at once, processed afterwards; repeats get the same answer.")
    @ApiResponse(responseCode = "200", description = "Stored")
    @Refuses(ProblemType.WEBHOOK_REFUSED)
    Mono<ResponseEntity<Object>> receive(
            @RequestHeader(name = "webhook-id", required = false) @Nullable String id,
            @RequestHeader(name = "webhook-timestamp", required = false) @Nullable String timestamp,
            @RequestHeader(name = "webhook-signature", required = false) @Nullable String signatures,
            @Parameter(hidden = true) @RequestBody byte[] body) {
        if (id == null || !signature.isGenuine(id, timestamp, signatures, body)) {
            return Mono.just(Problem.of(ProblemType.WEBHOOK_REFUSED, "The signature is not valid, or too old")
                    .answer());
        }
        Optional<String> text = WebhookText.read(body, json);
        return text.isEmpty()
                ? Mono.just(
                        Problem.of(ProblemType.MALFORMED_REQUEST, "The body is not a JSON object in UTF-8 without NUL")
                                .answer())
                : webhooks.receive(id, text.get())
                        .doOnSuccess(kept -> webhookSignal.send())
                        .thenReturn(ResponseEntity.ok(Map.of()));
    }
}
