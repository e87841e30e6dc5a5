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

/** Refuses bodies that are too large: by what they say at once, and by what comes where they do not say it. */
@Order(Ordered.HIGHEST_PRECEDENCE + 5) // after the request id; before anybody is asked who he is
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
            // nobody knows how much is to come: what is not read by the answer's end is not waited for
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

    /** The server has checked that it is a number; one of many digits is not read. */
    private boolean isTooLarge(String length) {
        return length.length() > 18 || Long.parseLong(length) > bytesMax;
    }

    /** Who is still sending when the connection ends never sees the answer: so what comes is thrown away for a while first. */
    private static Mono<Void> refuse(ServerWebExchange exchange) {
        exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close"); // the rest is not waited for
        Flux<DataBuffer> body =
                exchange.getRequest().getHeaders().containsHeader(HttpHeaders.EXPECT) // it waits to be asked for it
                        ? Flux.empty()
                        : exchange.getRequest().getBody();
        return body.doOnNext(DataBufferUtils::release)
                .take(LINGER)
                .onErrorComplete()
                .then(Mono.error(() -> new ProblemException(
                        Problem.of(ProblemType.BODY_TOO_LARGE, "The body is larger than we read here"))));
    }

    /** A request whose body is as long as it says, or is cut. */
    private static final class Announced extends ServerHttpRequestDecorator {
        Announced(ServerHttpRequest request) {
            super(request);
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return CallerGone.watch(super.getBody());
        }
    }

    /** A request whose body fails when it gets too long. */
    private final class Counted extends ServerHttpRequestDecorator {
        Counted(ServerHttpRequest request) {
            super(request);
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.defer(() -> {
                long[] read = {0};
                return CallerGone.watch(super.getBody()).handle((buffer, sink) -> {
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
