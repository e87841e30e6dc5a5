package io.onsale.queue.place.web;

import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;

/** Finds the event loop of a request's connection. Writing from that loop saves one task hand-off per buffer. */
final class ConnectionLoops {
    private final Map<EventLoop, Scheduler> schedulers = new ConcurrentHashMap<>(); // as many as the server has loops

    Scheduler of(ServerRequest request) {
        ServerHttpRequest outer = request.exchange().getRequest();
        HttpServerRequest underneath = ServerHttpRequestDecorator.getNativeRequest(outer);
        EventLoop loop = ((Connection) underneath).channel().eventLoop();
        return schedulers.computeIfAbsent(loop, Schedulers::fromExecutor);
    }
}
