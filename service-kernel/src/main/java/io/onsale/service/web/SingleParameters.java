package io.onsale.service.web;

import java.util.List;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Rejects a query that repeats a parameter, because it would be ambiguous which value counts. Unknown parameters are ignored, because links
 * often carry parameters of other systems.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 6) // after the request id
final class SingleParameters implements WebFilter {
    private static final String OURS = "/api/"; // not /actuator/: Prometheus may repeat a parameter

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (exchange.getRequest().getURI().getRawQuery() == null
                || !exchange.getRequest().getPath().value().startsWith(OURS)) {
            return chain.filter(exchange);
        }
        for (Map.Entry<String, List<String>> parameter :
                exchange.getRequest().getQueryParams().entrySet()) {
            if (parameter.getValue().size() > 1) {
                return Mono.error(new ProblemException(Problem.invalid(parameter.getKey(), "occurs twice")));
            }
        }
        return chain.filter(exchange);
    }
}
