package io.onsale.service.web;

import io.onsale.service.connection.AnswerMemory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Rejects requests while unread responses use up the memory reserved for them. Otherwise it costs one comparison. */
@Order(Ordered.HIGHEST_PRECEDENCE + 4) // after the request id, before anything is read or allocated
final class UnreadAnswers implements WebFilter {
    private static final String OF_OPERATORS = "/actuator/"; // a service that waits for readers is healthy

    private final AnswerMemory memory;

    UnreadAnswers(AnswerMemory memory) {
        this.memory = memory;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (memory.isFull() && !exchange.getRequest().getPath().value().startsWith(OF_OPERATORS)) {
            return Mono.error(() -> new Unavailable("the memory for responses"));
        }
        return chain.filter(exchange);
    }
}
