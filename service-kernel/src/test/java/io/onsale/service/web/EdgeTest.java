package io.onsale.service.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.onsale.kernel.access.AccessTokenSigner;
import io.onsale.kernel.access.FanTokens;
import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.time.TimeRule;
import io.onsale.service.access.AccessEdge;
import io.onsale.service.access.AccessRules;
import io.onsale.service.access.Caller;
import io.onsale.service.connection.UnreadMemory;
import io.onsale.service.entrance.EntranceEdge;
import io.onsale.service.loop.Loop;
import io.onsale.service.testing.OwnLoops;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
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
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** The HTTP edge as a service uses it: a real server, real tokens, a real key set over HTTP. */
class EdgeTest {
    private static final byte[] SECRET = "a secret of at least thirty-two bytes!".getBytes(StandardCharsets.UTF_8);
    private static final AtomicInteger keyFetches = new AtomicInteger();

    private static HttpServer keyServer;
    private static AccessTokenSigner tokens;
    private static ReactiveWebServerApplicationContext service;
    private static WebTestClient http;

    record Order(
            @NotBlank String item,
            @Min(1) int count,
            @Nullable Instant at) {}

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
    @Import({WebEdge.class, AccessEdge.class, EntranceEdge.class, Shop.class, FunctionalService.class})
    static class Service {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        AccessRules accessRules() {
            return AccessRules.rules()
                    .open(HttpMethod.GET, "/open")
                    .open(HttpMethod.GET, "/sales/{id}")
                    .open(HttpMethod.GET, "/broken/{how}")
                    .open(HttpMethod.GET, "/quick/open/{word}")
                    .allow(HttpMethod.GET, "/quick/mine/{word}", Role.FAN)
                    .open(HttpMethod.GET, "/quick/broken/{how}")
                    .open(HttpMethod.POST, "/quick/orders")
                    .allow(HttpMethod.GET, "/wide/**", Role.FAN)
                    .allow(HttpMethod.GET, "/me", Role.FAN, Role.MANAGER)
                    .allow(HttpMethod.POST, "/orders", Role.FAN)
                    .build();
        }
    }

    /** Functional routes. All but the last have an access rule with exactly their pattern. */
    @Configuration(proxyBeanMethods = false)
    static class FunctionalService {
        @Bean
        RouterFunction<ServerResponse> quick() {
            return RouterFunctions.route()
                    .GET("/quick/open/{word}", FunctionalService::say)
                    .GET("/quick/mine/{word}", FunctionalService::say)
                    .GET("/quick/broken/{how}", FunctionalService::breakDown)
                    .GET("/quick/unruled", FunctionalService::say)
                    .POST("/quick/orders", FunctionalService::order)
                    .GET("/wide/{word}", FunctionalService::say)
                    .build();
        }

        private static Mono<ServerResponse> say(ServerRequest request) {
            String caller = Caller.find(request.attributes()).map(Principal::id).orElse("nobody");
            return ServerResponse.ok().bodyValue(request.pathVariable("word") + " " + caller);
        }

        private static Mono<ServerResponse> order(ServerRequest request) {
            return request.bodyToMono(Order.class)
                    .flatMap(order -> ServerResponse.ok().bodyValue(order));
        }

        private static Mono<ServerResponse> breakDown(ServerRequest request) {
            return switch (request.pathVariable("how")) {
                case "now" -> throw new IllegalStateException("a bug with a secret in its message");
                case "later" -> Mono.error(new Unavailable("the waiting line"));
                default -> ServerResponse.noContent().build();
            };
        }
    }

    @RestController
    static class Shop {
        @GetMapping("/open")
        String open() {
            return "open";
        }

        @GetMapping("/me")
        String me(Principal caller) {
            return caller.id() + " " + caller.role();
        }

        @GetMapping("/sales/{id}")
        String sale(@PathVariable String id) {
            return new SaleId(id).value();
        }

        @PostMapping("/orders")
        Mono<Order> order(@Valid @RequestBody Mono<Order> order) {
            return order;
        }

        @GetMapping("/unruled")
        String unruled() {
            return "never";
        }

        @GetMapping("/broken/{how}")
        Mono<String> broken(@PathVariable String how) {
            return switch (how) {
                case "redis" -> Mono.error(new io.lettuce.core.RedisConnectionException("gone"));
                case "slow" -> Mono.error(new TimeoutException());
                case "part" -> Mono.error(new Unavailable("the waiting line"));
                default -> Mono.error(new IllegalStateException("a bug with a secret in its message"));
            };
        }
    }

    @BeforeAll
    static void start() throws IOException, JOSEException {
        RSAKey staffKey = new RSAKeyGenerator(2048).keyID("staff-1").generate();
        tokens = new AccessTokenSigner(new FanTokens(SECRET), staffKey);
        keyServer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] keys = new com.nimbusds.jose.jwk.JWKSet(staffKey.toPublicJWK())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        keyServer.createContext("/keys", exchange -> {
            keyFetches.incrementAndGet();
            exchange.sendResponseHeaders(200, keys.length);
            try (var body = exchange.getResponseBody()) {
                body.write(keys);
            }
        });
        keyServer.start();
        SpringApplication application = OwnLoops.in(new SpringApplication(Service.class));
        application.setWebApplicationType(WebApplicationType.REACTIVE);
        service = (ReactiveWebServerApplicationContext) application.run(
                "--server.port=0",
                "--onsale.access.fan-secret=" + Base64.getEncoder().encodeToString(SECRET),
                "--onsale.access.staff-keys-uri=http://127.0.0.1:"
                        + keyServer.getAddress().getPort() + "/keys");
        http = WebTestClient.bindToServer(new ReactorClientHttpConnector(
                        HttpClient.newConnection())) // a refused body closes its connection
                .baseUrl("http://127.0.0.1:"
                        + Objects.requireNonNull(service.getWebServer()).getPort())
                .build();
    }

    @AfterAll
    static void stop() {
        service.close();
        keyServer.stop(0);
    }

    @Test
    void staff_keys_are_refreshed_without_requests() {
        assertThat(service.getBean("staffKeyRefresh", Loop.class).isRunning())
                .isTrue(); // CheckedPassesTest tests its rounds
    }

    @Test
    void an_open_route_needs_no_token() {
        http.get().uri("/open").exchange().expectStatus().isOk().expectHeader().exists("X-Request-Id");
    }

    @Test
    void a_closed_route_without_a_token_is_401() {
        expectProblem(http.get().uri("/me").exchange(), 401, "unauthenticated");
        expectProblem(
                http.get().uri("/me").header("Authorization", "Bearer nonsense").exchange(), 401, "unauthenticated");
        expectProblem(
                http.get()
                        .uri("/open")
                        .header("Authorization", "Bearer nonsense")
                        .exchange(),
                401,
                "unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "bEaReR    "})
    void the_scheme_is_accepted_in_any_case(String scheme) {
        http.get()
                .uri("/me")
                .header("Authorization", scheme + token("ann", Role.FAN))
                .exchange()
                .expectBody(String.class)
                .isEqualTo("ann FAN");
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer, invalid_request",
        "'Bearer ', invalid_request",
        "'Bearer\tTOKEN', invalid_request",
        "'Bearer \tTOKEN', invalid_request",
        "'Bearer TOKEN TOKEN', invalid_request",
        "'Bearer TOKEN, Bearer TOKEN', invalid_request",
        "'Bearer \"TOKEN\"', invalid_token",
        "'Bearer nonsense', invalid_token",
        "'BearerTOKEN', realm",
        "'Basic TOKEN', realm",
        "'TOKEN', realm"
    })
    void what_is_not_exactly_one_token_is_401(String header, String error) {
        String sent = header.replace("TOKEN", token("ann", Role.FAN));

        expectProblem(
                http.get()
                        .uri("/me")
                        .header("Authorization", sent)
                        .exchange()
                        .expectHeader()
                        .value(
                                "WWW-Authenticate",
                                value -> assertThat(value)
                                        .startsWith("Bearer realm=")
                                        .contains(error)),
                401,
                "unauthenticated");
    }

    @Test
    void two_headers_are_not_one_token() {
        String token = "Bearer " + token("ann", Role.FAN);

        expectProblem(
                http.get()
                        .uri("/me")
                        .header("Authorization", token, token)
                        .exchange()
                        .expectHeader()
                        .value("WWW-Authenticate", value -> assertThat(value).contains("invalid_request")),
                401,
                "unauthenticated");
    }

    @Test
    void a_token_in_the_address_or_a_cookie_is_ignored() {
        String token = token("ann", Role.FAN);

        expectProblem(http.get().uri("/me?access_token=" + token).exchange(), 401, "unauthenticated");
        expectProblem(http.get().uri("/me").cookie("access_token", token).exchange(), 401, "unauthenticated");
    }

    @Test
    void a_token_identifies_the_caller() {
        http.get()
                .uri("/me")
                .headers(h -> h.setBearerAuth(token("ann", Role.FAN)))
                .exchange()
                .expectBody(String.class)
                .isEqualTo("ann FAN");
    }

    @Test
    void staff_keys_are_fetched_once() {
        String manager = token("max", Role.MANAGER);

        for (int i = 0; i < 3; i++) {
            http.get()
                    .uri("/me")
                    .headers(h -> h.setBearerAuth(manager))
                    .exchange()
                    .expectStatus()
                    .isOk();
        }

        assertThat(keyFetches).hasValue(1);
    }

    @Test
    void another_role_is_403() {
        expectProblem(
                http.get()
                        .uri("/me")
                        .headers(h -> h.setBearerAuth(token("sue", Role.SELLER)))
                        .exchange(),
                403,
                "forbidden");
    }

    @Test
    void a_route_without_a_rule_is_closed_to_everybody() {
        expectProblem(
                http.get()
                        .uri("/unruled")
                        .headers(h -> h.setBearerAuth(token("max", Role.MANAGER)))
                        .exchange(),
                404,
                "not-found");
    }

    @Test
    void a_malformed_id_is_named() {
        expectProblem(http.get().uri("/sales/a b").exchange(), 400, "validation-failed")
                .jsonPath("$.errors[0].field")
                .isEqualTo("saleId");
    }

    @Test
    void a_wrong_body_names_the_field() {
        expectProblem(order("{\"item\":\"\",\"count\":0}"), 400, "validation-failed")
                .jsonPath("$.errors[*].field")
                .isEqualTo(java.util.List.of("count", "item"));
        expectProblem(order("{\"item\":\"x\",\"count\":1,\"price\":1}"), 400, "validation-failed")
                .jsonPath("$.errors[0].field")
                .isEqualTo("price");
        expectProblem(order("{\"item\":\"x\",\"count\":\"many\"}"), 400, "validation-failed")
                .jsonPath("$.errors[0].field")
                .isEqualTo("count");
        expectProblem(order("{\"item\":\"x\",\"count\":null}"), 400, "validation-failed");
        expectProblem(order("{"), 400, "malformed-request");
        expectProblem(order(""), 400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"+1000000000-12-31T23:59:59.999999999Z\"",
                "\"+300000-01-01T00:00:00Z\"",
                "\"-4713-01-01T00:00:00Z\"",
                "\"1999-12-31T23:59:59Z\"",
                "1796194806000",
                "1796108765.3",
                "\"1796194806000\"",
                "\"\"",
                "[]",
                "{}",
                "true"
            })
    void a_time_against_the_rule_is_refused_with_its_field_and_the_rule(String time) {
        String body = "{\"item\":\"x\",\"count\":1,\"at\":" + time + "}";

        for (WebTestClient.ResponseSpec answer : List.of(order(body), quickOrder(body))) {
            expectProblem(answer, 400, "validation-failed")
                    .jsonPath("$.errors[0].field")
                    .isEqualTo("at")
                    .jsonPath("$.errors[0].message")
                    .isEqualTo(TimeRule.WORDS);
        }
    }

    @Test
    void a_time_is_read_in_whole_microseconds() {
        String body = "{\"item\":\"x\",\"count\":1,\"at\":\"2027-01-09t19:00:00.123456789+09:00\"}";

        for (WebTestClient.ResponseSpec answer : List.of(order(body), quickOrder(body))) {
            answer.expectBody().jsonPath("$.at").isEqualTo("2027-01-09T10:00:00.123456Z");
        }
    }

    private static WebTestClient.ResponseSpec quickOrder(String body) {
        return http.post()
                .uri("/quick/orders")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    @Test
    void a_body_beyond_the_limit_is_413() {
        expectProblem(order("{\"item\":\"" + "x".repeat(300_000) + "\",\"count\":1}"), 413, "body-too-large");
    }

    @Test
    void another_media_type_or_method_is_a_problem_too() {
        expectProblem(
                http.post()
                        .uri("/orders")
                        .headers(h -> h.setBearerAuth(token("ann", Role.FAN)))
                        .contentType(MediaType.TEXT_PLAIN)
                        .bodyValue("x")
                        .exchange(),
                415,
                "unsupported-media-type");
    }

    @Test
    void broken_infrastructure_is_503_with_retry_after() {
        for (String how : new String[] {"redis", "slow", "part"}) {
            WebTestClient.ResponseSpec answer = http.get().uri("/broken/" + how).exchange();
            answer.expectHeader().valueMatches("Retry-After", "[1-9][0-9]*");
            expectProblem(answer, 503, "unavailable");
        }
    }

    @Test
    void while_unread_answers_take_all_memory_only_operators_are_answered() {
        UnreadMemory.fill();
        try {
            for (String path : List.of("/open", "/quick/open/word", "/nothing-here", "/actuator")) {
                WebTestClient.ResponseSpec answer = http.get().uri(path).exchange();
                answer.expectHeader().valueMatches("Retry-After", "[1-9][0-9]*");
                expectProblem(answer, 503, "unavailable");
            }
            Order order = new Order("a seat", 1, null);
            expectProblem(http.post().uri("/quick/orders").bodyValue(order).exchange(), 503, "unavailable");
            http.get()
                    .uri("/actuator/health")
                    .exchange()
                    .expectStatus()
                    .value(status -> assertThat(status).isNotEqualTo(503));
        } finally {
            UnreadMemory.free();
        }

        http.get().uri("/open").exchange().expectStatus().isOk();
    }

    @Test
    void a_bug_is_500_and_reveals_nothing() {
        expectProblem(http.get().uri("/broken/bug").exchange(), 500, "internal-error")
                .jsonPath("$.detail")
                .value(detail -> assertThat(detail.toString()).doesNotContain("secret"));
    }

    @Test
    void a_harmless_request_id_is_kept_and_any_other_replaced() {
        http.get()
                .uri("/open")
                .header("X-Request-Id", "abc-1")
                .exchange()
                .expectHeader()
                .valueEquals("X-Request-Id", "abc-1");
        http.get()
                .uri("/open")
                .header("X-Request-Id", "${jndi:x}")
                .exchange()
                .expectHeader()
                .valueMatches("X-Request-Id", "[0-9a-z]{26}");
    }

    @Test
    void a_functional_route_is_open_to_the_roles_of_its_rule() {
        String fan = token("ann", Role.FAN);
        String manager = token("max", Role.MANAGER);

        assertThat(text("/quick/open/hello", null)).isEqualTo("hello nobody");
        assertThat(text("/quick/open/hello", fan)).isEqualTo("hello ann");
        assertThat(text("/quick/mine/hello", fan)).isEqualTo("hello ann");
        assertThat(text("/wide/hello", fan)).isEqualTo("hello ann");
        for (String path : new String[] {"/quick/mine/hello", "/wide/hello"}) {
            expectProblem(http.get().uri(path).exchange(), 401, "unauthenticated");
            expectProblem(
                    http.get().uri(path).headers(h -> h.setBearerAuth(manager)).exchange(), 403, "forbidden");
        }
        expectProblem(
                http.get()
                        .uri("/quick/unruled")
                        .headers(h -> h.setBearerAuth(fan))
                        .exchange(),
                404,
                "not-found");
        expectProblem(http.get().uri("/quick/open/too/deep").exchange(), 404, "not-found");
        expectProblem(http.post().uri("/quick/open/hello").exchange(), 405, "method-not-allowed");
    }

    @Test
    void a_functional_route_fails_like_any_other() {
        expectProblem(http.get().uri("/quick/broken/now").exchange(), 500, "internal-error")
                .jsonPath("$.detail")
                .value(detail -> assertThat(detail.toString()).doesNotContain("secret"));
        expectProblem(http.get().uri("/quick/broken/later").exchange(), 503, "unavailable");
        http.get().uri("/quick/broken/not").exchange().expectStatus().isNoContent();
    }

    private static String text(String path, @Nullable String token) {
        return Objects.requireNonNull(http.get()
                .uri(path)
                .headers(h -> {
                    if (token != null) {
                        h.setBearerAuth(token);
                    }
                })
                .exchange()
                .expectHeader()
                .exists("X-Request-Id")
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    @Test
    void requests_are_timed_by_route_and_status() {
        http.get().uri("/sales/one").exchange().expectStatus().isOk();
        http.get().uri("/sales/two").exchange().expectStatus().isOk();
        http.get().uri("/sales/a b").exchange().expectStatus().isBadRequest();
        http.get().uri("/unruled").exchange().expectStatus().isNotFound();

        await().untilAsserted(
                        () -> { // the response arrives before the request has ended here
                            assertThat(timed("GET", "/sales/{id}", "200", "SUCCESS"))
                                    .isGreaterThanOrEqualTo(2);
                            assertThat(timed("GET", "/sales/{id}", "400", "CLIENT_ERROR"))
                                    .isPositive();
                            assertThat(timed("UNKNOWN", "UNKNOWN", "404", "CLIENT_ERROR"))
                                    .isPositive();
                        });
        assertThat(service.getBean(MeterRegistry.class)
                        .find("http.server.requests")
                        .timers())
                .as("no series per path, none for unknown routes")
                .allSatisfy(timer -> assertThat(timer.getId().getTags()).hasSize(4))
                .noneMatch(timer -> "/sales/one".equals(timer.getId().getTag("uri")));
    }

    private static long timed(String method, String uri, String status, String outcome) {
        Timer timer = service.getBean(MeterRegistry.class)
                .find("http.server.requests")
                .tags("method", method, "uri", uri, "status", status, "outcome", outcome)
                .timer();
        return timer == null ? 0 : timer.count();
    }

    private WebTestClient.ResponseSpec order(String body) {
        return http.post()
                .uri("/orders")
                .headers(h -> h.setBearerAuth(token("ann", Role.FAN)))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private static String token(String id, Role role) {
        return tokens.sign(new Principal(id, role, Instant.now().plusSeconds(60)));
    }

    private static WebTestClient.BodyContentSpec expectProblem(
            WebTestClient.ResponseSpec answer, int status, String slug) {
        return answer.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:onsale:problem:" + slug)
                .jsonPath("$.requestId")
                .isNotEmpty();
    }
}
