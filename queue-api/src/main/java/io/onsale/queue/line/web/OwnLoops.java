package io.onsale.queue.line.web;

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

/** The event loop of each request's connection: what is written from another thread has to be handed over piece by piece. */
final class OwnLoops {
    private final Map<EventLoop, Scheduler> schedulers = new ConcurrentHashMap<>(); // as many as the server has loops

    Scheduler of(ServerRequest request) {
        ServerHttpRequest outer = request.exchange().getRequest();
        HttpServerRequest underneath = ServerHttpRequestDecorator.getNativeRequest(outer);
        EventLoop loop = ((Connection) underneath).channel().eventLoop();
        return schedulers.computeIfAbsent(loop, Schedulers::fromExecutor);
    }
}
