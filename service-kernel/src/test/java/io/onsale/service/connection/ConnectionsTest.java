package io.onsale.service.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;

class ConnectionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final List<WeakReference<HttpServerRequest>> requests = new CopyOnWriteArrayList<>();

    private DisposableServer server(Duration timeout, Mono<String> answer) {
        return Connections.limit(HttpServer.create(), limits(timeout, Duration.ofSeconds(20)))
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> {
                    requests.add(new WeakReference<>(request));
                    return response.sendString(answer);
                })
                .bindNow();
    }

    private static ConnectionLimits limits(Duration timeout, Duration stallTimeout) {
        ConnectionLimits standard = ConnectionLimits.standard();
        return new ConnectionLimits(
                timeout,
                timeout,
                timeout,
                stallTimeout,
                standard.bytesPerSecondMin(),
                standard.rateWindow(),
                standard.sendBuffer(),
                standard.perAddress(),
                standard.inAll(),
                standard.standsForMany());
    }

    private static Socket connect(DisposableServer server) throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    private static void readAnswer(InputStream in, String body) throws IOException {
        StringBuilder read = new StringBuilder();
        while (!read.toString().endsWith("\r\n\r\n" + body)) {
            int next = in.read();
            assertThat(next).as("after %s", read).isNotNegative();
            read.append((char) next);
        }
    }

    @Test
    void an_answered_request_is_not_kept_in_memory() throws IOException {
        DisposableServer server = server(Duration.ofMinutes(5), Mono.just("ok"));
        try (Socket socket = connect(server)) {
            for (int i = 0; i < 100; i++) {
                socket.getOutputStream().write(REQUEST);
                readAnswer(socket.getInputStream(), "ok");
            }

            await().atMost(PATIENCE)
                    .until(
                            () -> {
                                System.gc();
                                return requests.stream()
                                        .filter(request -> request.get() != null)
                                        .count();
                            },
                            kept -> kept <= 1); // the connection keeps its last request
        } finally {
            server.disposeNow();
        }
    }

    @Test
    void an_answer_may_take_longer_than_a_request() throws IOException {
        DisposableServer server = server(SHORT, Mono.just("late").delayElement(SHORT.multipliedBy(4)));
        try (Socket socket = connect(server)) {
            socket.getOutputStream().write(REQUEST);

            readAnswer(socket.getInputStream(), "late");

            assertThat(socket.getInputStream().read()).isEqualTo(-1); // and then closes the idle connection
        } finally {
            server.disposeNow();
        }
    }

    @Test
    void large_answers_arrive_whole_whatever_they_are_made_of() throws IOException {
        byte[] content = new byte[3_000_000];
        new Random(1).nextBytes(content);
        DisposableServer server = large(content, Duration.ofSeconds(20));
        try (Socket socket = connect(server)) {
            for (String path : List.of("/heap", "/direct", "/shared", "/chunks", "/heap")) {
                socket.getOutputStream()
                        .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                assertThat(body(socket.getInputStream())).as(path).isEqualTo(content);
            }
            await().atMost(PATIENCE).until(() -> AnswerMemory.ofProcess().used() == 0);
        } finally {
            server.disposeNow();
        }
    }

    @Test
    void a_client_that_reads_nothing_is_disconnected_and_its_memory_is_free() throws Exception {
        DisposableServer server = large(new byte[8_000_000], SHORT);
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(2048);
            socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
            socket.getOutputStream().write("GET /heap HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            ended.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);

            await().atMost(PATIENCE).until(() -> AnswerMemory.ofProcess().used() == 0);
        } finally {
            server.disposeNow();
        }
    }

    /** Completes when a connection has ended. */
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    private DisposableServer large(byte[] content, Duration stallTimeout) {
        ByteBuffer shared =
                ByteBuffer.allocateDirect(content.length).put(content).flip().asReadOnlyBuffer();
        return Connections.limit(HttpServer.create(), limits(PATIENCE, stallTimeout))
                .host("127.0.0.1")
                .port(0)
                .doOnConnection(connection -> connection.onDispose(() -> ended.complete("closed")))
                .handle((request, response) -> switch (request.uri()) {
                    case "/heap" ->
                        response.header("Content-Length", "" + content.length)
                                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(content)));
                    case "/direct" ->
                        response.send(Mono.fromSupplier(() ->
                                response.alloc().directBuffer(content.length).writeBytes(content)));
                    case "/shared" ->
                        response.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(shared.duplicate())));
                    default ->
                        response.send(
                                Flux.range(0, 30).map(i -> Unpooled.wrappedBuffer(content, i * 100_000, 100_000)));
                })
                .bindNow();
    }

    /** The body of the next response, by Content-Length or chunked. */
    private static byte[] body(InputStream in) throws IOException {
        int length = -1;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        if (length >= 0) {
            return in.readNBytes(length);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            body.write(in.readNBytes(size));
            line(in);
        }
        line(in);
        return body.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            assertThat(next).as("after %s", line).isNotNegative();
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
