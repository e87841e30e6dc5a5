package io.onsale.service.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onsale.kernel.access.Role;
import io.onsale.service.access.AccessRules;
import io.onsale.service.testing.OwnLoops;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** HTTP over a plain socket: what every response contains, whatever became of the request. */
class HttpCodecTest {
    private static final int PATIENCE_MS = 20_000;
    private static final String HOST = "Host: localhost\r\n";
    private static final String CLOSE = "Connection: close\r\n";
    private static final String SHOP = "https://shop.example";

    private static ReactiveWebServerApplicationContext service;

    @SpringBootConfiguration
    @EnableAutoConfiguration(
            excludeName = {
                "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration",
                "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                "org.springframework.boot.data.r2dbc.autoconfigure.DataR2dbcAutoConfiguration",
                "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
                "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
                "org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration"
            })
    @Import({
        WebEdge.class,
        io.onsale.service.access.AccessEdge.class,
        io.onsale.service.entrance.EntranceEdge.class,
        Pages.class
    })
    static class Service {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        AccessRules accessRules() {
            return AccessRules.rules()
                    .open(HttpMethod.GET, "/page")
                    .open(HttpMethod.GET, "/kept")
                    .open(HttpMethod.GET, "/quick")
                    .open(HttpMethod.GET, "/stream")
                    .open(HttpMethod.GET, "/broken")
                    .open(HttpMethod.GET, "/bug")
                    .open(HttpMethod.GET, "/ticking")
                    .open(HttpMethod.POST, "/letters")
                    .allow(HttpMethod.GET, "/mine", Role.FAN)
                    .allow(HttpMethod.POST, "/mine", Role.FAN)
                    .build();
        }

        @Bean
        RouterFunction<ServerResponse> quick() {
            return RouterFunctions.route()
                    .GET("/quick", request -> ServerResponse.ok().bodyValue("quick"))
                    .build();
        }
    }

    @RestController
    static class Pages {
        static final AtomicInteger partsRead = new AtomicInteger();

        @PostMapping("/letters")
        Mono<String> letter(ServerHttpRequest request) {
            return DataBufferUtils.join(request.getBody().doOnNext(part -> partsRead.incrementAndGet()))
                    .map(body -> {
                        DataBufferUtils.release(body);
                        return "read";
                    });
        }

        @GetMapping("/ticking")
        Mono<Void> ticking(ServerHttpResponse response) {
            return response.writeAndFlushWith(Flux.interval(Duration.ofMillis(20))
                    .onBackpressureDrop()
                    .map(tick -> Mono.just(response.bufferFactory().wrap(new byte[100]))));
        }

        @GetMapping("/bug")
        Mono<String> bug() {
            return Mono.error(new IllegalStateException("a bug"));
        }

        @GetMapping("/page")
        Mono<String> page() {
            return Mono.just("page");
        }

        @GetMapping("/kept")
        ResponseEntity<String> kept(
                @org.springframework.web.bind.annotation.RequestHeader(name = "If-None-Match", required = false)
                        @org.jspecify.annotations.Nullable
                        String known) {
            CacheControl minute = CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic();
            return known == null
                    ? ResponseEntity.ok()
                            .cacheControl(minute)
                            .eTag("\"1\"")
                            .varyBy("Accept-Encoding")
                            .body("kept")
                    : ResponseEntity.status(304)
                            .cacheControl(minute)
                            .eTag("\"1\"")
                            .build();
        }

        @GetMapping("/stream")
        Mono<Void> stream(ServerHttpResponse response) {
            response.getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
            return response.writeAndFlushWith(Flux.just("data: one\n\n", "data: two\n\n")
                    .concatWith(Flux.never())
                    .map(text -> Mono.just(response.bufferFactory().wrap(text.getBytes(ISO_8859_1)))));
        }

        @GetMapping("/broken")
        Mono<String> broken() {
            return Mono.error(new Unavailable("the shop"));
        }
    }

    @BeforeAll
    static void start() {
        SpringApplication application = OwnLoops.in(new SpringApplication(Service.class));
        application.setWebApplicationType(WebApplicationType.REACTIVE);
        service = (ReactiveWebServerApplicationContext) application.run(
                "--server.port=0",
                "--onsale.cors.origins=https://shop.example,http://localhost:3000",
                "--onsale.access.fan-secret=" + Base64.getEncoder().encodeToString(new byte[32]),
                "--onsale.access.staff-keys-uri=http://127.0.0.1:1/keys");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET /page,200",
        "GET /quick,200",
        "HEAD /page,200",
        "OPTIONS /page,204",
        "GET /nothing,404",
        "GET /mine,401",
        "POST /page,405",
        "GET /broken,503",
        "GET /a%zz,400"
    })
    void every_answer_has_a_date_and_is_not_cached(String request, int status) throws IOException {
        Answer answer = ask(request + " HTTP/1.1\r\n" + HOST + CLOSE + "\r\n");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.all("date")).hasSize(1);
        ZonedDateTime date = ZonedDateTime.parse(answer.header("date"), DateTimeFormatter.RFC_1123_DATE_TIME);
        assertThat(Duration.between(date, ZonedDateTime.now(date.getZone())).abs())
                .isLessThan(Duration.ofMinutes(1));
        assertThat(answer.all("x-content-type-options")).containsExactly("nosniff");
        assertThat(answer.all("cache-control")).containsExactly("no-store");
        if (status >= 400) {
            assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
            assertThat(answer.header("x-request-id")).isNotBlank();
            assertThat(answer.body()).contains("\"status\":" + status);
        }
    }

    @Test
    void a_route_may_set_its_own_cache_control() throws IOException {
        Answer whole = ask("GET /kept HTTP/1.1\r\n" + HOST + CLOSE + "\r\n");
        Answer same = ask("GET /kept HTTP/1.1\r\n" + HOST + CLOSE + "If-None-Match: \"1\"\r\n\r\n");

        assertThat(whole.all("cache-control")).containsExactly("max-age=60, public");
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.all("cache-control")).containsExactly("max-age=60, public");
        assertThat(same.all("date")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/page", "/quick", "/kept", "/stream", "/mine", "/nothing", "/broken"})
    void head_is_get_without_the_body(String path) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write(("HEAD " + path + " HTTP/1.1\r\n" + HOST + "\r\nGET /page HTTP/1.1\r\n" + HOST + CLOSE
                                    + "\r\n")
                            .getBytes(ISO_8859_1));
            InputStream in = socket.getInputStream();
            Answer head = Answer.headOf(in);
            Answer next = Answer.of(in);
            Answer get = getHead(path);

            assertThat(next.status()).isEqualTo(200); // directly after the headers
            assertThat(next.body()).isEqualTo("page");
            assertThat(head.status()).isEqualTo(get.status());
            assertThat(head.namesBut("connection")).isEqualTo(get.namesBut("connection"));
            assertThat(head.all("content-length")).isEqualTo(get.all("content-length"));
            assertThat(head.all("etag")).isEqualTo(get.all("etag"));
        }
    }

    /** The head of the response to GET, without waiting for the rest. */
    private static Answer getHead(String path) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n").getBytes(ISO_8859_1));
            return Answer.headOf(socket.getInputStream());
        }
    }

    @Test
    void http_1_0_is_answered_without_chunks() throws IOException {
        Answer page = ask("GET /page HTTP/1.0\r\n\r\n");
        Answer alive = ask("GET /page HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

        assertThat(page.all("transfer-encoding")).isEmpty();
        assertThat(page.body()).isEqualTo("page");
        assertThat(alive.body()).isEqualTo("page"); // and the connection has ended
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Connection: keep-alive\r\n"
            }) // the end of the body is the end of the connection, whatever the client wants
    void a_stream_in_http_1_0_is_the_bare_text(String header) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(("GET /stream HTTP/1.0\r\n" + header + "\r\n").getBytes(ISO_8859_1));
            Answer head = Answer.headOf(socket.getInputStream());

            assertThat(head.all("transfer-encoding")).isEmpty();
            assertThat(head.header("connection")).isEqualTo("close");
            assertThat(new String(socket.getInputStream().readNBytes(22), ISO_8859_1))
                    .isEqualTo("data: one\n\ndata: two\n\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/9.9,505",
        "HTTP/2.0,505",
        "HTTP/0.9,505",
        "HTTP/1.2,200",
        "http/1.1,400",
        "HTTP/1,400",
        "HTTP/1.10,400",
        "HTTP/x.y,400",
        "'',400",
        "HTTP/1.1 HTTP/1.1,400"
    })
    void other_versions_are_answered_immediately(String version, int status) throws IOException {
        Answer answer = ask("GET /page " + version + "\r\n" + HOST + CLOSE + "\r\n");

        assertThat(answer.status()).isEqualTo(status);
        if (status != 200) {
            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
            assertThat(answer.all("date")).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Host: a\r\nHost: a\r\n",
                "Host: a\r\nHost: b\r\n",
                "Host: a b\r\n",
                "Host:\r\n",
                "Host: :80\r\n",
                "Host: a:b\r\n",
                "Host: a:80:80\r\n",
                "Host: a:\r\n",
                "Host: a:65536\r\n",
                "Host: http://a\r\n",
                "Host: a/b\r\n",
                "Host: me@a\r\n",
                "Host: [::1\r\n",
                "Host: a\u00e9\r\n",
                "Host: a\r\nX: one\r\n two\r\n",
                "Host: a\r\nX: one\r\n\ttwo\r\n",
                " Host: a\r\n",
                "Host : a\r\n",
                "Host: a\r\nX : y\r\n",
                "Host: a\r\n: y\r\n",
                "Host: a\r\nX: y\rz\r\n",
                "Host: a\r\nX: y\nZ: z\r\n",
                "Host: a\r\nX: \0\r\n",
                "Host: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n",
                "Host: a\r\nContent-Length: 2\r\nContent-Length: 2\r\n",
                "Host: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n",
                "Host: a\r\nContent-Length: +2\r\n",
                "Host: a\r\nContent-Length: 2 2\r\n",
                "Host: a\r\nTransfer-Encoding: gzip\r\n",
                "Host: a\r\nTransfer-Encoding: chunked, gzip\r\n",
                "Host: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n"
            })
    void a_head_that_two_servers_might_read_differently_is_400(String headers) throws IOException {
        Answer answer = ask("GET /page HTTP/1.1\r\n" + headers + "\r\nGET /page HTTP/1.1\r\n" + HOST + CLOSE + "\r\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("connection")).isEqualTo("close");
        assertThat(answer.body())
                .startsWith("{\"type\":\"urn:onsale:problem:malformed-request\"")
                .doesNotContain("HTTP/1.1 200"); // the following request is not read
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost",
                "Host: a.example:8080",
                "Host: [::1]:8080",
                "Host: 127.0.0.1",
                "host:    a_b-c.example   "
            })
    void a_host_allowed_by_rfc_3986_is_accepted(String host) throws IOException {
        assertThat(ask("GET /page HTTP/1.1\r\n" + host + "\r\n" + CLOSE + "\r\n")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET http://localhost:1/page,200",
        "GET HTTP://localhost/page,200",
        "GET http://localhost/nothing,404",
        "GET http:///page,400",
        "GET ftp://localhost/page,400",
        "GET page,400",
        "GET *,400",
        "CONNECT localhost:443,501",
        "TRACE /page,405",
        "BREW /page,405",
        "BREW /nothing,404",
        "PATCH /mine,405",
        "G@T /page,400"
    })
    void targets_and_methods(String line, int status) throws IOException {
        Answer answer = ask(line + " HTTP/1.1\r\n" + HOST + CLOSE + "\r\n");

        assertThat(answer.status()).isEqualTo(status);
        if (status == 405) {
            assertThat(answer.header("allow")).contains("GET").contains("HEAD").contains("OPTIONS");
            assertThat(answer.body()).contains("urn:onsale:problem:method-not-allowed");
        }
    }

    @Test
    void a_head_in_pieces_is_read_as_one() throws IOException {
        String request = "GET /page HTTP/1.1\r\n" + HOST + CLOSE + "X: a\r\n\r\n";
        try (Socket socket = connect()) {
            socket.setTcpNoDelay(true);
            for (byte one : request.getBytes(ISO_8859_1)) {
                socket.getOutputStream().write(one);
            }
            assertThat(Answer.of(socket.getInputStream()).status()).isEqualTo(200);
        }
    }

    @Test
    void a_body_may_have_lines_that_begin_with_a_space() throws IOException {
        String body = "{\r\n \"a\": 1\r\n}";
        String post = "POST /mine HTTP/1.1\r\n" + HOST + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write((post + "GET /page HTTP/1.1\r\n" + HOST + CLOSE + "\r\n").getBytes(ISO_8859_1));
            String all = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);

            assertThat(all).startsWith("HTTP/1.1 401 ").contains("HTTP/1.1 200 ");
        }
    }

    @Test
    void answers_that_are_due_leave_before_a_refusal() throws IOException {
        String good = "GET /page HTTP/1.1\r\n" + HOST + "\r\n";
        try (Socket socket = connect()) {
            socket.getOutputStream().write((good + good + "GET /page HTTP/9.9\r\n\r\n").getBytes(ISO_8859_1));
            String all = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);

            assertThat(Arrays.stream(all.split("(?=HTTP/1.1 [0-9])")).map(one -> one.substring(0, 12)))
                    .containsExactly("HTTP/1.1 200", "HTTP/1.1 200", "HTTP/1.1 505");
        }
    }

    @Test
    void pages_of_a_configured_origin_may_send_a_preflight_without_a_token() throws IOException {
        Answer answer = ask("OPTIONS /mine HTTP/1.1\r\n" + HOST + CLOSE + "Origin: " + SHOP
                + "\r\nAccess-Control-Request-Method: POST\r\n"
                + "Access-Control-Request-Headers: authorization,idempotency-key\r\n\r\n");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("allow")).isEqualTo("GET, POST, HEAD, OPTIONS");
        assertThat(answer.header("access-control-allow-origin")).isEqualTo(SHOP);
        assertThat(answer.header("access-control-allow-methods")).isEqualTo("GET, POST, HEAD, OPTIONS");
        assertThat(answer.header("access-control-allow-headers"))
                .contains("Authorization", "Idempotency-Key", "Pass", "Content-Type", "Last-Event-ID", "If-None-Match");
        assertThat(Integer.parseInt(answer.header("access-control-max-age"))).isPositive();
        assertThat(answer.all("access-control-allow-credentials")).isEmpty();
        assertThat(answer.all("vary")).contains("origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET /page", "GET /kept", "GET /mine", "GET /nothing", "POST /page", "GET /broken", "GET page"})
    void pages_of_a_configured_origin_may_read_every_answer(String request) throws IOException {
        Answer answer = ask(request + " HTTP/1.1\r\n" + HOST + CLOSE + "Origin: http://localhost:3000\r\n\r\n");

        assertThat(answer.all("vary")).contains("origin");
        if (!request.equals("GET page")) { // the origin is unknown
            assertThat(answer.header("access-control-allow-origin")).isEqualTo("http://localhost:3000");
            assertThat(answer.header("access-control-expose-headers"))
                    .contains("ETag", "Retry-After", "X-Request-Id", "Date", "Location");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "https://shop.example.evil", "http://shop.example", "null", "*"})
    void pages_of_other_origins_may_not(String origin) throws IOException {
        Answer answer = ask("OPTIONS /mine HTTP/1.1\r\n" + HOST + CLOSE + "Origin: " + origin
                + "\r\nAccess-Control-Request-Method: POST\r\n\r\n");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.namesBut().stream().filter(name -> name.startsWith("access-control-")))
                .isEmpty();
        assertThat(answer.all("vary")).contains("origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "shop.example", "https://shop.example/", "https://Shop.example", "ftp://shop.example"})
    void a_malformed_origin_cannot_be_configured(String origin) {
        assertThatThrownBy(() -> new CrossOrigin(Set.of(origin))).isInstanceOf(IllegalArgumentException.class);
    }

    private static Answer ask(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return Answer.of(socket.getInputStream());
        }
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(),
                Objects.requireNonNull(service.getWebServer()).getPort());
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    /** @param headers lines, the names in lower case */
    record Answer(int status, List<String> headers, String body) {
        /** Everything received until the server closes the connection. */
        static Answer of(InputStream in) throws IOException {
            Answer head = headOf(in);
            return new Answer(head.status, head.headers, new String(in.readAllBytes(), ISO_8859_1));
        }

        static Answer headOf(InputStream in) throws IOException {
            StringBuilder read = new StringBuilder();
            while (read.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                assertThat(next).as("after %s", read).isNotNegative();
                read.append((char) next);
            }
            List<String> lines = Arrays.asList(read.toString().split("\r\n"));
            return new Answer(
                    Integer.parseInt(lines.getFirst().split(" ")[1]),
                    lines.stream().skip(1).map(Answer::lower).toList(),
                    "");
        }

        private static String lower(String line) {
            int colon = line.indexOf(':');
            return line.substring(0, colon).toLowerCase(Locale.ROOT) + line.substring(colon);
        }

        List<String> all(String name) {
            return headers.stream()
                    .filter(line -> line.startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .toList();
        }

        String header(String name) {
            assertThat(all(name)).as(name).hasSize(1);
            return all(name).getFirst();
        }

        Set<String> namesBut(String... names) {
            return headers.stream()
                    .map(line -> line.substring(0, line.indexOf(':')))
                    .filter(name -> !List.of(names).contains(name))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
