package io.onsale.service.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.service.testing.OwnLoops;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;

/** The limits over a plain socket: requests that a well-behaved client library would not send. */
class HttpLimitsTest {
    private static final int PATIENCE_MS = 20_000;
    private static final String HOST = "Host: localhost\r\n";
    private static final String CLOSE = "Connection: close\r\n";

    private static ReactiveWebServerApplicationContext service;

    @BeforeAll
    static void start() {
        SpringApplication application = OwnLoops.in(new SpringApplication(EdgeTest.Service.class));
        application.setWebApplicationType(WebApplicationType.REACTIVE);
        service = (ReactiveWebServerApplicationContext) application.run(
                "--server.port=0",
                "--onsale.http.head-timeout=700ms",
                "--onsale.http.request-timeout=700ms",
                "--onsale.http.idle-timeout=700ms",
                "--onsale.http.body-max=16KB",
                "--onsale.access.fan-secret=" + Base64.getEncoder().encodeToString(new byte[32]),
                "--onsale.access.staff-keys-uri=http://127.0.0.1:1/keys");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void a_request_just_within_the_limits_is_answered() throws IOException {
        assertThat(answer("GET /open?" + "q".repeat(3900) + " HTTP/1.1\r\n" + HOST + CLOSE + "\r\n"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(answer("GET /open HTTP/1.1\r\n" + HOST + CLOSE + "X: " + "x".repeat(15_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void a_line_that_is_too_long_is_414() throws IOException {
        assertThat(answer("GET /open?" + "q".repeat(5000) + " HTTP/1.1\r\n" + HOST + "\r\n"))
                .startsWith("HTTP/1.1 414 ");
    }

    @Test
    void headers_that_are_too_long_are_431() throws IOException {
        assertThat(answer("GET /open HTTP/1.1\r\n" + HOST + "X: " + "x".repeat(17_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
        assertThat(answer("GET /open HTTP/1.1\r\n" + HOST + "X: y\r\n".repeat(4200) + "\r\n"))
                .startsWith("HTTP/1.1 431 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"16385", "2147483648", "99999999999999999", "99999999999999999999"})
    void a_too_large_content_length_is_413_even_if_the_body_never_arrives(String length) throws IOException {
        String answer = answer("POST /orders HTTP/1.1\r\n" + HOST + "Content-Length: " + length + "\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1\\.1 4(13|00) .*");
        if (length.length() < 19) {
            assertThat(answer)
                    .startsWith("HTTP/1.1 413 ")
                    .contains("urn:onsale:problem:body-too-large")
                    .containsIgnoringCase("connection: close");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: -5\r\n",
                "Content-Length: 5x\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "Bad Header: x\r\n",
                "Good: x\r\n folded\0\r\n"
            })
    void an_ambiguous_request_is_not_passed_on(String headers) throws IOException {
        String hidden = "GET /me HTTP/1.1\r\n" + HOST + "\r\n";

        String answer = answer("GET /open HTTP/1.1\r\n" + HOST + headers + "\r\n0\r\n\r\n" + hidden);

        assertThat(answer).doesNotContain("401"); // the smuggled request would get it
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /open HTTP/1.1\r\nHost: loc",
                "G",
                "POST /orders HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc"
            })
    void half_a_request_times_out(String half) throws IOException {
        assertThat(answer(half)).doesNotContain(" 200 "); // and the connection ends
    }

    @Test
    void an_idle_connection_is_closed() throws IOException {
        String answer = answer("GET /open HTTP/1.1\r\n" + HOST + "\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 ").containsOnlyOnce("HTTP/1.1");
    }

    @Test
    void a_connection_that_sends_nothing_is_closed() throws IOException {
        assertThat(answer("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/open", "/orders", "/nothing"})
    void a_body_without_end_is_cut_off(String path) throws IOException {
        byte[] chunk = ("1000\r\n" + "x".repeat(0x1000) + "\r\n").getBytes(ISO_8859_1);
        long sent = 0;
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write(("POST " + path + " HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n")
                            .getBytes(ISO_8859_1));
            while (sent < 1L << 32) {
                socket.getOutputStream().write(chunk);
                sent += chunk.length;
            }
        } catch (IOException cut) {
            assertThat(cut).hasMessageNotContaining("timed out");
        }
        assertThat(sent).isLessThan(1L << 32);
    }

    /** Everything received until the server closes the connection; fails if it does not. */
    private static String answer(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), ISO_8859_1);
        } catch (java.net.SocketException reset) {
            return ""; // closed before it had read everything
        }
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(),
                Objects.requireNonNull(service.getWebServer()).getPort());
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }
}
