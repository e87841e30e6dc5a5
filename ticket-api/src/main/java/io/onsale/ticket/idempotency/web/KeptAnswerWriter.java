package io.onsale.ticket.idempotency.web;

import io.onsale.ticket.idempotency.KeptAnswer;
import java.util.Objects;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.reactive.HandlerResultHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Writes the {@code Mono<KeptAnswer>} that a controller returns, byte for byte. */
final class KeptAnswerWriter implements HandlerResultHandler, Ordered {

    @Override
    public boolean supports(HandlerResult result) {
        ResolvableType type = result.getReturnType();
        return type.resolve() == Mono.class && type.resolveGeneric(0) == KeptAnswer.class;
    }

    @Override
    public Mono<Void> handleResult(ServerWebExchange exchange, HandlerResult result) {
        Mono<?> answer = (Mono<?>) Objects.requireNonNull(result.getReturnValue());
        return answer.cast(KeptAnswer.class).flatMap(kept -> write(exchange.getResponse(), kept));
    }

    private static Mono<Void> write(ServerHttpResponse response, KeptAnswer answer) {
        boolean isProblem = answer.status() >= 400;
        HttpHeaders headers = response.getHeaders();
        response.setStatusCode(HttpStatusCode.valueOf(answer.status()));
        headers.setContentType(isProblem ? MediaType.APPLICATION_PROBLEM_JSON : MediaType.APPLICATION_JSON);
        headers.setContentLength(answer.body().length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(answer.body())));
    }

    @Override
    public int getOrder() {
        return 0; // before the handlers of annotated controllers
    }
}
