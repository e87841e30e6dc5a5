package io.onsale.portone.web;

import io.onsale.portone.payment.Card;
import io.onsale.portone.payment.PaymentCommand;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The checkout that stands for PortOne's browser SDK. Public: a buyer has no secret. */
final class CheckoutRoutes {
    private final CommandExecutor executor;
    private final Replies replies;

    CheckoutRoutes(CommandExecutor executor, Replies replies) {
        this.executor = executor;
        this.replies = replies;
    }

    RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .POST("/simulator/checkout", this::checkOut)
                .GET("/simulator/health", request -> Json.ok(Json.object().put("status", "UP")))
                .build();
    }

    private record CheckoutBody(
            @Nullable String paymentId, @Nullable String card) {}

    private Mono<ServerResponse> checkOut(ServerRequest request) {
        return RequestParser.body(request).flatMap(bytes -> {
            CheckoutBody body = Json.readStrictly(bytes, CheckoutBody.class);
            Card card = body.card() == null ? Card.OK : card(body.card());
            PaymentCommand command = new PaymentCommand.CheckOut(RequestParser.paymentId(body.paymentId()), card);
            return executor.perform(command, null, false).flatMap(replies::of);
        });
    }

    private static Card card(String name) {
        return Card.find(name).orElseThrow(() -> new InvalidRequest("card is not one of the simulator's"));
    }
}
