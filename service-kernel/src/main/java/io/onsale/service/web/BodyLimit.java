package io.onsale.service.web;

import io.onsale.kernel.problem.ProblemType;
import java.time.Duration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Rejects oversized bodies: immediately by Content-Length, or while reading if the body is chunked. */
@Order(Ordered.HIGHEST_PRECEDENCE + 5) // after the request id, before authentication
final class BodyLimit implements WebFilter {
    private static final Duration LINGER = Duration.ofMillis(500); // below any request timeout; costs no memory

    private final long bytesMax;

    BodyLimit(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        if (headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
            // the length is unknown: do not wait for the part that is unread when the response ends
            exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
            return chain.filter(exchange.mutate()
                    .request(new Counted(exchange.getRequest()))
                    .build());
        }
        String length = headers.getFirst(HttpHeaders.CONTENT_LENGTH);
        if (length == null || length.equals("0")) {
            return chain.filter(exchange);
        }
        return isTooLarge(length)
                ? refuse(exchange)
                : chain.filter(exchange.mutate()
                        .request(new Announced(exchange.getRequest()))
                        .build());
    }

    /** The server has checked that it is a number. Numbers too long for a {@code long} are not parsed. */
    private boolean isTooLarge(String length) {
        return length.length() > 18 || Long.parseLong(length) > bytesMax;
    }

    /** A client that is still sending when we close would get a reset instead of the response, so the body is briefly drained first. */
    private static Mono<Void> refuse(ServerWebExchange exchange) {
        exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close"); // do not wait for the rest
        Flux<DataBuffer> body = exchange.getRequest()
                        .getHeaders()
                        .containsHeader(HttpHeaders.EXPECT) // the client sends only after a 100
                ? Flux.empty()
                : exchange.getRequest().getBody();
        return body.doOnNext(DataBufferUtils::release)
                .take(LINGER)
                .onErrorComplete()
                .then(Mono.error(() -> new ProblemException(
                        Problem.of(ProblemType.BODY_TOO_LARGE, "The body exceeds the limit of this route"))));
    }

    /** A request with Content-Length: the server ensures the body has that length or fails. */
    private static final class Announced extends ServerHttpRequestDecorator {
        Announced(ServerHttpRequest request) {
            super(request);
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return ClientDisconnected.watch(super.getBody());
        }
    }

    /** A chunked request: its body fails once it exceeds the limit. */
    private final class Counted extends ServerHttpRequestDecorator {
        Counted(ServerHttpRequest request) {
            super(request);
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.defer(() -> {
                long[] read = {0};
                return ClientDisconnected.watch(super.getBody()).handle((buffer, sink) -> {
                    read[0] += buffer.readableByteCount();
                    if (read[0] > bytesMax) {
                        DataBufferUtils.release(buffer);
                        sink.error(new DataBufferLimitException("more than " + bytesMax + " bytes"));
                    } else {
                        sink.next(buffer);
                    }
                });
            });
        }
    }
}
