package io.onsale.standalone.origin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onsale.service.web.CrossOrigin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

@Timeout(30) // a test that waits in vain fails and does not hang the build
final class OriginTest {
    private final Sinks.Many<String> stream = Sinks.many().unicast().onBackpressureBuffer();
    private final Sinks.One<String> slow = Sinks.one();
    private final CountDownLatch slowAsked = new CountDownLatch(1);
    private final CountDownLatch streamLeft = new CountDownLatch(1);
    private final Origin origin = Origin.open(
            "127.0.0.1",
            0,
            Map.of(
                    Target.TICKET,
                    (request, response) -> write(
                            response,
                            Mono.just("ticket " + request.getURI().getRawPath() + " "
                                    + request.getHeaders().toSingleValueMap())),
                    Target.SEAT,
                    (request, response) ->
                            write(response, slow.asMono().doOnSubscribe(subscribed -> slowAsked.countDown())),
                    Target.QUEUE,
                    streaming()),
            new CrossOrigin(Set.of("https://shop.example")));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        origin.close();
        http.close();
    }

    private HttpHandler streaming() {
        return (request, response) -> {
            response.getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
            return response.writeAndFlushWith(stream.asFlux().map(text -> Flux.just(buffer(response, text))))
                    .doFinally(end -> streamLeft.countDown());
        };
    }

    @Test
    void request_reaches_its_service_with_its_path_unchanged() throws Exception {
        HttpResponse<String> answer = get("/api/v1/events/a%20b");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("ticket /api/v1/events/a%20b");
    }

    @Test
    void unknown_path_is_a_problem() throws Exception {
        HttpResponse<String> answer = get("/actuator/health");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .contains("\"urn:onsale:problem:not-found\"")
                .contains(answer.headers().firstValue("X-Request-Id").orElseThrow());
    }

    @Test
    void absolute_request_line_opens_no_other_door() throws Exception {
        String answer = raw("GET http://127.0.0.1/actuator/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void nobody_can_pretend_to_come_from_elsewhere() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/api/v1/events"))
                .header("X-Forwarded-For", "192.0.2.1")
                .header("X-Forwarded-Proto", "https")
                .header("Forwarded", "for=192.0.2.1")
                .header("X-Real-IP", "192.0.2.1")
                .header("Accept-Language", "ko")
                .build();

        String seen = http.send(request, HttpResponse.BodyHandlers.ofString()).body();

        assertThat(seen).contains("ko").doesNotContain("192.0.2.1").doesNotContain("https");
    }

    @Test
    void what_two_servers_might_read_differently_is_refused() throws Exception {
        assertThat(raw("GET /api/v1/events HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(raw("GET /api/v1/events HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(raw("GET /api/v1/events HTTP/1.1\r\nHost: x y\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(raw("GET /api/v1/events HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(raw("GET /api/v1/events HTTP/9.9\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 505 ");
    }

    @Test
    void every_answer_says_when_it_was_given_and_that_it_is_not_kept() throws Exception {
        for (String path : new String[] {"/api/v1/events", "/actuator/health"}) {
            var headers = get(path).headers();
            assertThat(headers.allValues("Date")).hasSize(1);
            assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
            assertThat(headers.allValues("Cache-Control")).containsExactly("no-store");
        }
    }

    @Test
    void pages_of_a_configured_origin_may_read_what_the_origin_says() throws Exception {
        HttpRequest.Builder shop =
                HttpRequest.newBuilder(uri("/actuator/health")).header("Origin", "https://shop.example");
        HttpRequest.Builder other =
                HttpRequest.newBuilder(uri("/actuator/health")).header("Origin", "https://other.example");

        assertThat(http.send(shop.build(), HttpResponse.BodyHandlers.ofString())
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .contains("https://shop.example");
        assertThat(http.send(other.build(), HttpResponse.BodyHandlers.ofString())
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void a_stream_in_http_1_0_has_no_chunks() throws Exception {
        stream.tryEmitNext("data: one\n\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), origin.port())) {
            socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
            socket.getOutputStream().write("GET /api/v1/sales/s/places/me/events HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
            BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            String line = lines.readLine();
            while (!line.isEmpty()) {
                assertThat(line.toLowerCase(Locale.ROOT)).doesNotStartWith("transfer-encoding");
                line = lines.readLine();
            }
            assertThat(lines.readLine()).isEqualTo("data: one");
        }
    }

    @Test
    void head_is_get_without_the_body() throws Exception {
        HttpRequest head = HttpRequest.newBuilder(uri("/api/v1/events"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        HttpRequest streamHead = HttpRequest.newBuilder(uri("/api/v1/sales/s/places/me/events"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();

        assertThat(http.send(head, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
        assertThat(http.send(streamHead, HttpResponse.BodyHandlers.ofString())
                        .headers()
                        .firstValue("Content-Type"))
                .contains("text/event-stream");
    }

    @Test
    void headers_beyond_the_limit_are_refused() throws Exception {
        String answer = raw("GET /api/v1/events HTTP/1.1\r\nHost: x\r\nX-Large: " + "a".repeat(20_000) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void chunk_of_a_stream_arrives_before_the_next_is_written() throws Exception {
        try (BufferedReader lines = stream()) {
            stream.tryEmitNext("data: one\n\n");
            assertThat(lines.readLine()).isEqualTo("data: one");
            assertThat(lines.readLine()).isEmpty();
            stream.tryEmitNext("data: two\n\n");
            assertThat(lines.readLine()).isEqualTo("data: two");
        }
    }

    @Test
    void service_learns_that_a_watcher_has_left() throws Exception {
        BufferedReader lines = stream();
        stream.tryEmitNext("data: one\n\n");
        lines.readLine();

        lines.close();
        http.shutdownNow();

        assertThat(streamLeft.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void answer_under_way_leaves_before_the_origin_closes() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(
                HttpRequest.newBuilder(uri("/api/v1/performances/p1/seats")).build(),
                HttpResponse.BodyHandlers.ofString());
        slowAsked.await();

        CompletableFuture<Void> closing = CompletableFuture.runAsync(origin::close);
        slow.tryEmitValue("done");

        assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("done");
        closing.get(20, TimeUnit.SECONDS);
    }

    @Test
    void stream_does_not_keep_the_origin_open() throws Exception {
        try (BufferedReader lines = stream()) {
            stream.tryEmitNext("data: one\n\n");
            lines.readLine();

            origin.close();

            assertThat(streamLeft.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void while_it_drains_streams_hear_their_service_and_new_requests_are_sent_away() throws Exception {
        try (BufferedReader lines = stream()) {
            get("/api/v1/events"); // leaves a connection open for the next request
            origin.drain();

            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), origin.port()))
                    .isInstanceOf(ConnectException.class);
            HttpResponse<String> late = get("/api/v1/events");
            assertThat(late.statusCode()).isEqualTo(503);
            assertThat(late.headers().firstValue("Retry-After")).isPresent();
            assertThat(late.body()).contains("\"urn:onsale:problem:unavailable\"");
            stream.tryEmitNext("event: drain\n\n");
            assertThat(lines.readLine()).isEqualTo("event: drain");
        }
    }

    private BufferedReader stream() throws Exception {
        // the first chunk brings the headers along
        CompletableFuture<HttpResponse<InputStream>> answer = http.sendAsync(
                HttpRequest.newBuilder(uri("/api/v1/sales/s1/places/me/events")).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        stream.tryEmitNext(": hello\n");
        BufferedReader lines = new BufferedReader(
                new InputStreamReader(answer.get(20, TimeUnit.SECONDS).body(), UTF_8));
        assertThat(lines.readLine()).isEqualTo(": hello");
        return lines;
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + origin.port() + path);
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), origin.port())) {
            socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
        }
    }

    private static Mono<Void> write(ServerHttpResponse response, Mono<String> text) {
        return response.writeWith(text.map(value -> buffer(response, value)));
    }

    private static DataBuffer buffer(ServerHttpResponse response, String text) {
        return response.bufferFactory().wrap(text.getBytes(UTF_8));
    }
}
