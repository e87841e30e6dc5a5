package io.onsale.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * Every service relies on this: a connection stays usable however early or late its responses are written. Some versions of the server
 * broke it.
 */
class KeepAliveTest {
    private static final int PATIENCE_MS = 10_000;
    private static final int ROUNDS = 500; // the bug occurred once in fifty

    @Test
    void a_request_after_a_late_and_a_prompt_answer_is_answered() throws IOException {
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> {
                    Mono<Void> answer =
                            response.header("Content-Length", "0").send().then();
                    return request.uri().equals("/late")
                            ? Mono.delay(Duration.ofMillis(1)).then(answer)
                            : answer;
                })
                .bindNow();
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.setTcpNoDelay(true);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (int i = 0; i < ROUNDS; i++) {
                for (String path : new String[] {"/late", "/prompt", "/prompt"}) {
                    ask(socket, path);
                    assertThat(status(in)).contains("200");
                }
            }
        } finally {
            server.disposeNow();
        }
    }

    private static void ask(Socket socket, String path) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** The status line of the next response; none has a body. */
    private static String status(BufferedReader in) throws IOException {
        String status = String.valueOf(in.readLine());
        String line = in.readLine();
        while (line != null && !line.isEmpty()) {
            line = in.readLine();
        }
        return status;
    }
}
