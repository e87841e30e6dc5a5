package io.onsale.queue.stream.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.queue.stream.PlaceStream;
import io.onsale.queue.stream.StreamSink;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RouterFunctions;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Writing to a socket that the test reads, or does not read. */
class ChannelSinkTest {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String EVENT = "event:place\ndata:" + "가".repeat(100) + "\n\n";

    private final Kept watch = new Kept();
    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle(new ReactorHttpHandlerAdapter(handler(watch)))
            .bindNow();

    private static HttpHandler handler(Kept watch) {
        return RouterFunctions.toHttpHandler(RouterFunctions.route()
                .GET("/events", request -> Mono.just(new StreamResponse(watch)))
                .build());
    }

    /** A stream that exposes its sink to the test. */
    private static final class Kept implements PlaceStream {
        private final CompletableFuture<StreamSink> outlet = new CompletableFuture<>();
        private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

        @Override
        public String opening() {
            return ":opening\n\n";
        }

        @Override
        public boolean isOver() {
            return false;
        }

        @Override
        public void begin(StreamSink begun) {
            outlet.complete(begun);
        }

        @Override
        public void end() {
            ended.complete(null);
        }

        <T> T on(Function<StreamSink, T> call) {
            StreamSink begun = outlet.join();
            CompletableFuture<T> result = new CompletableFuture<>();
            begun.loop().execute(() -> result.complete(call.apply(begun)));
            return result.join();
        }

        boolean write(String text) {
            return on(begun -> {
                begun.write(text);
                return begun.isReady();
            });
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4 * 1024);
        socket.setSoTimeout((int) SOON.toMillis());
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        socket.getOutputStream().write("GET /events HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    @Test
    void writes_arrive_as_chunks_after_the_opening_and_the_response_ends_properly() throws IOException {
        try (Socket socket = connect()) {
            watch.write(EVENT);
            watch.on(outlet -> {
                outlet.end();
                return true;
            });
            String answer = read(socket.getInputStream(), "\r\n0\r\n\r\n");
            assertThat(answer)
                    .startsWith("HTTP/1.1 200")
                    .contains("text/event-stream", "X-Accel-Buffering: no", ":opening\n\n", EVENT)
                    .doesNotContain("ontent-Length");

            socket.getOutputStream()
                    .write("GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(read(socket.getInputStream(), "\r\n\r\n"))
                    .startsWith("HTTP/1.1 404"); // the connection can be reused
        }
        assertThat(watch.ended).succeedsWithin(SOON);
    }

    @Test
    void the_sink_of_a_slow_client_is_not_ready_until_everything_was_read() throws IOException {
        try (Socket socket = connect()) {
            int written = 0;
            while (watch.write(EVENT)) {
                assertThat(++written).as("unread events").isLessThan(2_000);
            }
            long expected = written + 1L;
            InputStream answer = socket.getInputStream();
            for (long seen = 0; seen < expected; seen++) {
                assertThat(read(answer, EVENT)).endsWith(EVENT);
            }
            await().atMost(SOON).until(() -> watch.on(StreamSink::isReady));
        }
    }

    @Test
    void a_cut_closes_the_connection_and_ends_the_watch() throws IOException {
        try (Socket socket = connect()) {
            while (watch.write(EVENT)) {
                assertThat(socket.isClosed()).isFalse();
            }
            watch.on(outlet -> {
                outlet.cut();
                return true;
            });
            assertThat(watch.ended).succeedsWithin(SOON);
        }
    }

    @Test
    void a_client_that_disconnects_is_noticed_although_nothing_is_written() throws IOException {
        try (Socket socket = connect()) {
            assertThat(read(socket.getInputStream(), ":opening\n\n")).startsWith("HTTP/1.1 200");
            assertThat(watch.outlet).succeedsWithin(SOON);
        }
        assertThat(watch.ended).succeedsWithin(SOON);
    }

    private static String read(InputStream answer, String until) throws IOException {
        StringBuilder bytes = new StringBuilder();
        String end = new String(until.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        while (bytes.length() < end.length() || bytes.lastIndexOf(end) != bytes.length() - end.length()) {
            int next = answer.read();
            assertThat(next).as("the end of the response in: " + bytes).isNotNegative();
            bytes.append((char) next);
        }
        return new String(
                Objects.requireNonNull(bytes).toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
