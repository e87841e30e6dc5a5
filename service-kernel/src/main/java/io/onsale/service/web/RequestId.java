package io.onsale.service.web;

import io.onsale.kernel.id.OpaqueId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Gives every request an id, the caller's own where it is harmless, and sends it back as {@code X-Request-Id}. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RequestId implements WebFilter {
    static final String HEADER = "X-Request-Id";

    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}"); // fit for logs and headers

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        exchange.getResponse().getHeaders().set(HEADER, id(exchange.getRequest().getHeaders()));
        return chain.filter(exchange);
    }

    static @Nullable String of(HttpHeaders responseHeaders) {
        return responseHeaders.getFirst(HEADER);
    }

    private static String id(HttpHeaders request) {
        String given = request.getFirst(HEADER);
        return given != null && HARMLESS.matcher(given).matches() ? given : OpaqueId.next();
    }
}
