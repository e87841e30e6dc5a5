package io.onsale.seat.map.web;

import io.onsale.kernel.problem.ProblemType;
import io.onsale.seat.map.SeatOutlet;
import io.onsale.seat.map.web.StreamQuota.StreamOutcome;
import io.onsale.seat.map.web.StreamQuota.StreamOutcome.AddressFull;
import io.onsale.seat.map.web.StreamQuota.StreamOutcome.Begun;
import io.onsale.seat.map.web.StreamQuota.StreamOutcome.FanFull;
import io.onsale.seat.map.web.StreamQuota.StreamOutcome.NodeFull;
import io.onsale.service.stream.StreamChannel;
import io.onsale.service.web.DirectResponse;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * A stream of events: an ordinary response first, then whatever is watched writes to the connection.
 *
 * @param watch begins to write to an outlet; what it returns ends that
 * @param begin counts the stream among those that are open, or refuses it
 */
record SeatStreamAnswer(Function<SeatOutlet, Runnable> watch, Supplier<StreamOutcome> begin) implements DirectResponse {
    private static final int RETRY_MS_MIN =
            1000; // browsers reconnect after this and up to as much again, so that not all come at once

    private static final Duration STREAM_RETRY = Duration.ofSeconds(10); // a stream ends when a fan leaves the page

    @Override
    public Mono<Void> writeTo(ServerWebExchange exchange, Context context) {
        if (exchange.getRequest().getMethod().equals(HttpMethod.HEAD)) {
            StreamChannel.writeHead(exchange.getResponse());
            return exchange.getResponse().setComplete(); // no stream, so none is counted
        }
        // counted on subscription: a client that has disconnected before it is never counted
        return Mono.defer(() -> switch (begin.get()) {
            case Begun begun -> stream(exchange.getResponse(), begun.end());
            case AddressFull tooMany ->
                refusal(
                        ProblemType.TOO_MANY_REQUESTS,
                        "This address has too many open streams without a token; sign in");
            case FanFull tooMany ->
                refusal(ProblemType.TOO_MANY_REQUESTS, "This fan has too many open streams; close one");
            case NodeFull full ->
                refusal(ProblemType.UNAVAILABLE, "This server has no room for another stream; poll the seats instead");
        });
    }

    private static Mono<Void> refusal(ProblemType type, String detail) {
        return Mono.error(new ProblemException(Problem.of(type, detail), STREAM_RETRY));
    }

    private Mono<Void> stream(ServerHttpResponse response, Runnable end) {
        StreamChannel.writeHead(response);
        DataBuffer opening = response.bufferFactory().wrap(retry());
        return response.writeAndFlushWith(Mono.just(Mono.just(opening)))
                .then(goesOn(response))
                .doFinally(signal -> end.run());
    }

    private Mono<Void> goesOn(ServerHttpResponse response) {
        return Mono.create(answer -> StreamChannel.open(
                response, answer, channel -> answer.onDispose(watch.apply(new SeatChannel(channel))::run)));
    }

    private static byte[] retry() {
        int millis = RETRY_MS_MIN + ThreadLocalRandom.current().nextInt(RETRY_MS_MIN);
        return ("retry: " + millis + "\n\n").getBytes(StandardCharsets.US_ASCII);
    }
}
