package io.onsale.service.web;

import java.io.IOException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.channel.AbortedException;

/**
 * The caller is no longer there: it has closed the connection in the middle of its body, or we have, since the rest did not come in time.
 * Neither an outage nor a bug, and nobody is left to answer. Made where bodies are read, since nothing else can tell a caller's broken
 * connection from one to a store.
 */
final class CallerGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private CallerGone(Throwable cause) {
        super(cause.getMessage(), cause, false, false);
    }

    /** The body of a request, which fails with this when its connection breaks. */
    static Flux<DataBuffer> watch(Flux<DataBuffer> body) {
        return body.onErrorMap(e -> e instanceof AbortedException || e instanceof IOException, CallerGone::new);
    }

    /**
     * Closes what is left of the connection. Never ends by itself: the connection's end cancels it, and the request is counted as one
     * without an answer. An error would have the server try to answer, and log why it cannot.
     */
    static Mono<Void> close(ServerHttpRequest request) {
        return Mono.create(answer -> {
            if (ServerHttpRequestDecorator.getNativeRequest(request) instanceof Connection connection) {
                connection.channel().close();
            } else {
                answer.success();
            }
        });
    }

    /** Whether this is behind {@code thrown}: readers of bodies wrap what they meet. */
    static boolean isCause(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CallerGone) {
                return true;
            }
        }
        return false;
    }
}
