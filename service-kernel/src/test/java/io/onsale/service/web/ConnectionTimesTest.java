package io.onsale.service.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;

class ConnectionTimesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final List<WeakReference<HttpServerRequest>> requests = new CopyOnWriteArrayList<>();

    private DisposableServer server(Duration timeout, Mono<String> answer) {
        return ConnectionTimes.limit(HttpServer.create(), timeout, timeout)
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> {
                    requests.add(new WeakReference<>(request));
                    return response.sendString(answer);
                })
                .bindNow();
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
    void a_request_that_is_answered_is_not_kept_in_memory() throws IOException {
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
                            kept -> kept <= 1); // the last one stays with its connection
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

            assertThat(socket.getInputStream().read()).isEqualTo(-1); // and then it is idle for too long
        } finally {
            server.disposeNow();
        }
    }
}
