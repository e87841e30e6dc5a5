package io.onsale.portone.web;

import io.onsale.portone.payment.PgFailure;
import io.onsale.portone.payment.PortOneError;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** PortOne's errors: an upper-snake {@code type}, a {@code message}, and the status of the type. */
final class ProviderProblem {
    private ProviderProblem() {}

    static Mono<ServerResponse> of(int status, String type, String message) {
        return Json.answer(ServerResponse.status(status), body(type, message));
    }

    static Mono<ServerResponse> of(PortOneError refusal) {
        return of(status(refusal), refusal.name(), refusal.message());
    }

    /** The acquirer's own message, which PortOne passes on both for a declined card and for a failing acquirer. */
    static Mono<ServerResponse> of(PgFailure failure) {
        ObjectNode body = body("PG_PROVIDER", "The acquirer reported an error");
        body.put("pgCode", failure.pgCode());
        body.put("pgMessage", failure.pgMessage());
        return Json.answer(ServerResponse.status(502), body);
    }

    static Mono<ServerResponse> unavailable(String message) {
        ServerResponse.BodyBuilder response = ServerResponse.status(503).header("Retry-After", "1");
        return Json.answer(response, body("SERVICE_UNAVAILABLE", message));
    }

    /** A gateway between the shop and PortOne answers with a page of its own. */
    static Mono<ServerResponse> gatewayPage() {
        return ServerResponse.status(404)
                .contentType(MediaType.TEXT_HTML)
                .bodyValue("<html><body>404 Not Found</body></html>");
    }

    private static ObjectNode body(String type, String message) {
        return Json.object().put("type", type).put("message", message);
    }

    private static int status(PortOneError refusal) {
        return switch (refusal) {
            case UNAUTHORIZED -> 401;
            case FORBIDDEN -> 403;
            case TOO_MANY_REQUESTS -> 429;
            case PAYMENT_NOT_FOUND -> 404;
            case INVALID_PAYMENT_TOKEN -> 400;
            case ALREADY_PAID,
                    INFORMATION_MISMATCH,
                    PAYMENT_NOT_PAID,
                    PAYMENT_ALREADY_CANCELLED,
                    CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN,
                    CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT,
                    SUM_OF_PARTS_EXCEEDS_CANCEL_AMOUNT,
                    MAX_CANCEL_COUNT_REACHED,
                    MAX_TRANSACTION_COUNT_REACHED -> 409;
            case SIMULATOR_FULL -> 507;
        };
    }
}
