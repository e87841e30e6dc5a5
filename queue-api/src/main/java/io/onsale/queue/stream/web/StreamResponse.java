package io.onsale.queue.stream.web;

import io.onsale.queue.stream.PlaceStream;
import io.onsale.service.stream.StreamChannel;
import io.onsale.service.web.DirectResponse;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A stream of events: the full state as an ordinary body, and from then on what its watch says, written to the connection itself. */
record StreamResponse(PlaceStream stream) implements DirectResponse {
    @Override
    public Mono<Void> writeTo(ServerWebExchange exchange, Context context) {
        ServerHttpResponse response = exchange.getResponse();
        StreamChannel.writeHead(response);
        if (exchange.getRequest().getMethod().equals(HttpMethod.HEAD)) {
            stream.end(); // it has not begun, and takes nobody's place among the fan's streams
            return response.setComplete();
        }
        byte[] opening = stream.opening().getBytes(StandardCharsets.UTF_8);
        DataBuffer buffer = response.bufferFactory().wrap(opening);
        Mono<Void> opened = response.writeAndFlushWith(Mono.just(Mono.just(buffer)));
        return stream.isOver() ? opened : opened.then(goesOn(response));
    }

    private Mono<Void> goesOn(ServerHttpResponse response) {
        return Mono.create(answer -> {
            answer.onDispose(stream::end);
            StreamChannel.open(response, answer, channel -> stream.begin(new ChannelSink(channel)));
        });
    }
}
