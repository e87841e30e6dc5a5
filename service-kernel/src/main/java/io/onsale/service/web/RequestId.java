package io.onsale.service.web;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Gives every request an id and returns it as {@code X-Request-Id}. The caller's own id is used if it is harmless. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RequestId implements WebFilter {
    static final String HEADER = "X-Request-Id";

    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}"); // safe in logs and headers
    private static final HexFormat HEX = HexFormat.of();
    private static final int DIGITS = 26;

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
        return given != null && HARMLESS.matcher(given).matches() ? given : next();
    }

    /** 104 random bits as 26 hexadecimal digits. Unlike our other ids it protects nothing, so it may be guessable. */
    static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HEX.toHexDigits(random.nextLong(), DIGITS / 2) + HEX.toHexDigits(random.nextLong(), DIGITS / 2);
    }
}
