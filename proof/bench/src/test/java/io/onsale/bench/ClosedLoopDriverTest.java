package io.onsale.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClosedLoopDriverTest {
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        seen.add(path);
        if (path.equals("/refused")) {
            exchange.sendResponseHeaders(503, -1);
        } else {
            exchange.sendResponseHeaders(200, 2);
            try (OutputStream body = exchange.getResponseBody()) { // closed, or it may stay in a buffer
                body.write(new byte[] {'{', '}'});
            }
        }
    }

    @Test
    void each_request_is_sent_once() throws IOException {
        Measurement measured = new ClosedLoopDriver().once(port(), requests("/a", 100), 7);

        assertThat(seen).hasSize(100).doesNotHaveDuplicates();
        assertThat(measured.unexpected()).isZero();
    }

    @Test
    void refusals_are_answers_that_are_counted() throws IOException {
        Requests requests = new Requests(IntStream.range(0, 10)
                .mapToObj(i -> request(i % 2 == 0 ? "/refused" : "/a" + i))
                .toList());

        assertThat(new ClosedLoopDriver().once(port(), requests, 3).unexpected())
                .isEqualTo(5);
    }

    @Test
    void without_a_connection_left_it_gives_up() throws IOException {
        try (ServerSocket rude = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            threads.execute(() -> hangUp(rude));

            assertThatThrownBy(() -> new ClosedLoopDriver().once(rude.getLocalPort(), requests("/a", 10), 2))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("of 10 requests");
        }
    }

    /** Takes each connection and ends it. */
    private static void hangUp(ServerSocket server) {
        try {
            while (true) {
                server.accept().close();
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private static Requests requests(String prefix, int number) {
        return new Requests(
                IntStream.range(0, number).mapToObj(i -> request(prefix + i)).toList());
    }

    private static byte[] request(String path) {
        return Requests.message("GET", path, java.util.List.of(), null);
    }
}
