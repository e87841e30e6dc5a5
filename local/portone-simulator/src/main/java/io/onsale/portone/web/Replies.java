package io.onsale.portone.web;

import io.onsale.portone.payment.PaymentOutcome;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Turns the outcome of a command into PortOne's answer. */
final class Replies {
    private final Documents documents;

    Replies(Documents documents) {
        this.documents = documents;
    }

    Mono<ServerResponse> of(CommandReply reply) {
        return switch (reply) {
            case CommandReply.Performed done -> of(done.outcome());
            case CommandReply.UnderWay o ->
                ProviderProblem.of(
                        409, "IDEMPOTENCY_OUTSTANDING_REQUEST", "The first request with this key is under way");
            case CommandReply.KeyOfOtherRequest o ->
                ProviderProblem.of(400, "INVALID_REQUEST", "The Idempotency-Key was given to another request");
        };
    }

    private Mono<ServerResponse> of(PaymentOutcome outcome) {
        return switch (outcome) {
            case PaymentOutcome.PriceFixed o -> Json.ok(Json.object());
            case PaymentOutcome.Authenticated o -> Json.ok(documents.authenticated(o.payment()));
            case PaymentOutcome.Charged o -> Json.ok(documents.confirmed(o.payment()));
            case PaymentOutcome.CardDeclined o -> ProviderProblem.of(o.failure());
            case PaymentOutcome.AcquirerFailed o -> ProviderProblem.of(o.failure());
            case PaymentOutcome.GivenBack o -> Json.ok(documents.cancelled(o.payment(), o.refund()));
            case PaymentOutcome.CommandRefused o -> ProviderProblem.of(o.refusal());
            case PaymentOutcome.LostOnTheWay o -> ProviderProblem.gatewayPage();
        };
    }
}
