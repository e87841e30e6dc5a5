package io.onsale.standalone.origin;

import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.onsale.service.connection.ConnectionLimits;
import io.onsale.service.connection.Connections;
import io.onsale.service.web.CrossOrigin;
import io.onsale.service.web.HttpCodec;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;

/**
 * The one public address. Each request is passed to its service's own handler within this process: there is no second connection and no
 * copy, and a chunk of a stream leaves when the service writes it.
 */
public final class Origin implements AutoCloseable {
    private static final int REQUEST_LINE_MAX = 4096; // bytes; the longest path of the contract has about 250
    private static final int HEADERS_MAX = 16 * 1024; // bytes; an access token and a pass are 700 each
    private static final int BACKLOG = 4096; // connections not yet accepted: a crowd arrives within one second
    private static final Duration DRAIN_MAX = Duration.ofSeconds(3); // answers take milliseconds
    private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

    /** Headers by which proxies describe a client to their upstream. No proxy is in front of the origin, so they are forged. */
    private static final List<String> OF_PROXIES = List.of(
            "forwarded",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-port",
            "x-forwarded-proto",
            "x-forwarded-prefix",
            "x-forwarded-ssl",
            "x-real-ip");

    private final ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
    private final AtomicInteger inFlight = new AtomicInteger(); // without streams, which never end on their own
    private final Map<Target, HttpHandler> handlers;
    private final DisposableServer server;
    private volatile boolean draining;

    private Origin(
            String host,
            int port,
            ConnectionLimits limits,
            Map<Target, HttpHandler> handlers,
            CrossOrigin crossOrigin) {
        this.handlers = handlers;
        ReactorHttpHandlerAdapter adapter = new ReactorHttpHandlerAdapter(this::dispatch);
        server = HttpCodec.on(limited(HttpServer.create(), limits), Clock.systemUTC(), crossOrigin)
                .host(host)
                .port(port)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .channelGroup(connections)
                .handle((request, response) -> adapter.apply(withoutProxyHeaders(request), response))
                .bindNow();
    }

    private static HttpServer limited(HttpServer server, ConnectionLimits limits) {
        return Connections.limit(server, limits)
                .httpRequestDecoder(decoder ->
                        decoder.maxInitialLineLength(REQUEST_LINE_MAX).maxHeaderSize(HEADERS_MAX));
    }

    /**
     * Opens the origin.
     *
     * @param port 0 = any free one
     * @param handlers by target; targets without a handler answer 404
     * @param crossOrigin origins whose pages may call it, besides our own
     */
    public static Origin open(String host, int port, Map<Target, HttpHandler> handlers, CrossOrigin crossOrigin) {
        return open(host, port, ConnectionLimits.standard(), handlers, crossOrigin);
    }

    static Origin open(
            String host,
            int port,
            ConnectionLimits limits,
            Map<Target, HttpHandler> handlers,
            CrossOrigin crossOrigin) {
        return new Origin(host, port, limits, Map.copyOf(handlers), crossOrigin);
    }

    public int port() {
        return server.port();
    }

    private static HttpServerRequest withoutProxyHeaders(HttpServerRequest request) {
        HttpHeaders headers = request.requestHeaders();
        OF_PROXIES.forEach(headers::remove);
        return request;
    }

    private Mono<Void> dispatch(ServerHttpRequest request, ServerHttpResponse response) {
        if (draining) {
            return OwnProblem.stopping(response);
        }
        HttpHandler handler = handlers.get(Routes.of(request.getPath().pathWithinApplication()));
        if (handler == null) {
            return OwnProblem.notFound(response);
        }
        Mono<Void> answer = handler.handle(request, response);
        if (isStream(request)) {
            return answer;
        }
        inFlight.incrementAndGet();
        return answer.doFinally(end -> inFlight.decrementAndGet());
    }

    /** The path of each stream ends in {@code events}; ticket-api's {@code /api/v1/events} are shows. */
    private static boolean isStream(ServerHttpRequest request) {
        String path = request.getPath().value();
        return path.endsWith("/events") && !path.equals("/api/v1/events");
    }

    /** Refuses new connections and new requests, and waits for requests in progress. Streams stay open for the last events of their services. */
    public void drain() {
        draining = true;
        server.channel().close().awaitUninterruptibly(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS);
        long deadline = System.nanoTime() + DRAIN_MAX.toNanos();
        while (inFlight.get() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /** Drains, then closes the remaining connections. */
    @Override
    public void close() {
        drain();
        connections.close().awaitUninterruptibly(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS);
    }
}
