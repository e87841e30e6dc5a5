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
 * The client has disconnected in the middle of its request body, or we closed the connection because the rest did not arrive in time. This
 * is neither an outage nor a bug, and there is nobody to answer. It is thrown where request bodies are read, the only place that can tell a
 * broken client connection from a broken connection to a store.
 */
final class ClientDisconnected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ClientDisconnected(Throwable cause) {
        super(cause.getMessage(), cause, false, false);
    }

    /** The body of a request, failing with this exception when its connection breaks. */
    static Flux<DataBuffer> watch(Flux<DataBuffer> body) {
        return body.onErrorMap(e -> e instanceof AbortedException || e instanceof IOException, ClientDisconnected::new);
    }

    /**
     * Closes the connection. The result never completes on its own: closing the connection cancels it, and the request is counted as one
     * without a response. With an error the server would try to respond, and log that it cannot.
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

    /** Whether {@code thrown} is or was caused by this exception: body readers wrap it. */
    static boolean isCause(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClientDisconnected) {
                return true;
            }
        }
        return false;
    }
}
