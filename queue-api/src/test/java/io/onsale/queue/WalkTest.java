package io.onsale.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.event.OnsaleEvent.BookingConfirmed;
import io.onsale.kernel.event.OnsaleEvent.BookingPlaced;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.money.Money;
import io.onsale.kernel.pass.PassCheck;
import io.onsale.kernel.pass.PassVerifier;
import io.onsale.kernel.testing.KafkaBroker;
import io.onsale.kernel.testing.PostgresServer;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.testing.Policies;
import io.onsale.queue.testing.QueueService;
import io.onsale.service.access.AccessRules;
import io.onsale.service.testing.ContractFile;
import io.onsale.service.testing.DocumentRules;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.FluxExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service from the outside: input by HTTP and Kafka, output by HTTP and the database. */
class WalkTest {
    private static final ParameterizedTypeReference<ServerSentEvent<Map<String, Object>>> EVENT =
            new ParameterizedTypeReference<>() {};
    private static final Duration SOON = Duration.ofSeconds(15);

    @RegisterExtension
    static final RedisServer redis = new RedisServer();

    @RegisterExtension
    static final PostgresServer postgres = new PostgresServer();

    @RegisterExtension
    static final KafkaBroker kafka = new KafkaBroker();

    private static @Nullable QueueService running;

    @BeforeAll
    static void start() {
        running = new QueueService(redis.url(), postgres, kafka);
    }

    @AfterAll
    static void stop() {
        service().close();
    }

    private static QueueService service() {
        return Objects.requireNonNull(running);
    }

    @Test
    void a_fan_walks_from_the_line_to_a_booking_and_the_next_one_is_called() throws SQLException {
        SaleId sale = openSale(1, 10_000);

        await().atMost(SOON)
                .until(() -> isThere(sale, "stats")); // the admission budget starts empty when the line is set up
        assertThat(join(sale, "ann").get("state")).isEqualTo("READY");
        Map<String, Object> waiting = join(sale, "ben");
        assertThat(waiting).containsEntry("state", "WAITING").containsEntry("ahead", 0);
        assertThat((String) waiting.get("receipt")).startsWith("v1.");

        Map<String, Object> pass = claim(sale, "ann");
        PassCheck check = new PassVerifier(Clock.systemUTC())
                .check(
                        (String) Objects.requireNonNull(pass.get("pass")),
                        service().passKeys());
        assertThat(check).isInstanceOfSatisfying(PassCheck.Accepted.class, accepted -> {
            assertThat(accepted.pass().sale()).isEqualTo(sale);
            assertThat(accepted.pass().fan().value()).isEqualTo("ann");
        });

        service()
                .publish(new BookingPlaced(
                        "b-1", sale.value(), "p-1", "ann", "r-1", Instant.now().plusSeconds(60)));
        service()
                .publish(new BookingConfirmed(
                        "b-1", sale.value(), "p-1", "ann", "r-1", List.of("s-1"), new Money(100, "KRW")));

        await().atMost(SOON).untilAsserted(() -> assertThat(look(sale, "ben")).containsEntry("state", "READY"));
        assertThat(look(sale, "ann")).containsEntry("state", "SERVED");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(logOf(sale))
                        .containsExactly(
                                "CAPACITY::1",
                                "READY:ann:JOIN",
                                "ADMITTED:ann:CLAIM",
                                "ENDED:ann:SERVED",
                                "READY:ben:TURN"));
    }

    @Test
    void the_stream_sends_the_full_state_first_then_the_turn_immediately_and_the_end() {
        SaleId sale = openSale(1, 100);
        join(sale, "ann");
        join(sale, "ben");

        FluxExchangeResult<ServerSentEvent<Map<String, Object>>> stream = service()
                .fan("ben")
                .get()
                .uri("/api/v1/sales/{sale}/places/me/events", sale.value())
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("X-Accel-Buffering", "no")
                .expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .returnResult(EVENT);

        List<String> seen = new ArrayList<>();
        Flux<ServerSentEvent<Map<String, Object>>> events = stream.getResponseBody()
                .filter(event -> event.event() != null)
                .doOnNext(event -> seen.add(Objects.requireNonNull(event.event())));
        StepVerifier.create(events)
                .assertNext(event -> {
                    assertThat(event.event()).isEqualTo("sale");
                    assertThat(event.retry()).isBetween(Duration.ofMillis(750), Duration.ofSeconds(3));
                    assertThat(event.data()).containsEntry("state", "OPEN");
                })
                .assertNext(event -> {
                    assertThat(event.data()).containsEntry("state", "WAITING").containsEntry("ahead", 0);
                    assertThat(event.id()).matches("[0-9]+(-[0-9]+)+-0");
                })
                .then(() -> leave(sale, "ann"))
                .thenConsumeWhile(event -> "WAITING".equals(stateOf(event)))
                .assertNext(event -> assertThat(event.event()).isEqualTo("ready"))
                .then(() -> leave(sale, "ben"))
                .thenConsumeWhile(event -> "place".equals(event.event()))
                .assertNext(event -> {
                    assertThat(event.event()).isEqualTo("closed");
                    assertThat(event.data()).containsEntry("reason", "left");
                })
                .expectComplete()
                .verify(SOON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/places/me", "/places/me/events"})
    void head_is_get_without_the_body_and_opens_no_stream(String path) {
        SaleId sale = openSale(1, 100);
        join(sale, "ann");

        service()
                .fan("ann")
                .head()
                .uri("/api/v1/sales/{sale}" + path, sale.value())
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .expectBody()
                .isEmpty();
        service()
                .fan("ben")
                .head()
                .uri("/api/v1/sales/{sale}" + path, sale.value())
                .exchange()
                .expectStatus()
                .isNotFound();
        await().atMost(SOON).untilAsserted(() -> assertThat(stats(sale)).containsEntry("streams", 0));
    }

    private static @Nullable Object stateOf(ServerSentEvent<Map<String, Object>> event) {
        Map<String, Object> data = event.data();
        return data == null || "READY".equals(data.get("state")) ? "WAITING" : data.getOrDefault("state", "");
    }

    @Test
    void a_cancelled_stream_leaves_nothing_behind() {
        SaleId sale = openSale(1, 100);
        join(sale, "ann");

        Flux<ServerSentEvent<Map<String, Object>>> events = service()
                .fan("ann")
                .get()
                .uri("/api/v1/sales/{sale}/places/me/events", sale.value())
                .exchange()
                .returnResult(EVENT)
                .getResponseBody();
        StepVerifier.create(events).expectNextCount(2).thenCancel().verify(SOON);

        await().atMost(SOON).untilAsserted(() -> assertThat(stats(sale)).containsEntry("streams", 0));
        assertThat(look(sale, "ann")).containsEntry("state", "READY");
    }

    @Test
    void pausing_stops_admission_and_shows_why_and_resuming_continues() throws SQLException {
        SaleId sale = openSale(1, 100);
        join(sale, "ann");
        join(sale, "ben");

        operate(sale, "pause", "Payment provider is slow").expectStatus().isOk();
        operate(sale, "pause", "Payment provider is slow").expectStatus().isOk();
        leave(sale, "ann");
        Map<String, Object> first = Objects.requireNonNull(service()
                .fan("ben")
                .get()
                .uri("/api/v1/sales/{sale}/places/me/events", sale.value())
                .exchange()
                .returnResult(EVENT)
                .getResponseBody()
                .filter(event -> "sale".equals(event.event()) && event.data() != null)
                .map(event -> Objects.requireNonNull(event.data()))
                .filter(data -> "PAUSED".equals(data.get("state")))
                .blockFirst(SOON));
        assertThat(first).containsEntry("message", "Payment provider is slow");
        assertThat(look(sale, "ben")).containsEntry("state", "WAITING");

        operate(sale, "resume", "All is well").expectStatus().isOk();
        await().atMost(SOON).untilAsserted(() -> assertThat(look(sale, "ben")).containsEntry("state", "READY"));
        assertThat(auditOf(sale)).containsExactly("boss paused", "boss running");
    }

    @Test
    void raising_the_capacity_lets_more_in_and_an_old_version_is_refused() {
        SaleId sale = openSale(1, 100);
        join(sale, "ann");
        join(sale, "ben");

        Map<String, Object> change = Policies.change(1, 2, 100, Map.of());
        put(sale, change)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.version")
                .isEqualTo(2);
        await().atMost(SOON).untilAsserted(() -> assertThat(look(sale, "ben")).containsEntry("state", "READY"));

        put(sale, change)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:onsale:problem:policy-changed");
        put(sale, Policies.change(2, -1, -1, Map.of()))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors.length()")
                .isEqualTo(2);
    }

    @Test
    void a_policy_is_changed_as_a_whole_and_missing_fields_are_named() {
        SaleId sale = openSale(1, 100);

        put(sale, Map.of("version", 1, "capacity", 2, "admissionsPerSecond", 100))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[*].field")
                .value((List<String> fields) -> assertThat(fields)
                        .containsExactlyInAnyOrder(
                                "claimWindowSeconds",
                                "leaseSeconds",
                                "refresh",
                                "presenceGraceSeconds",
                                "challengeBits"));
        put(sale, Policies.change(1, 1, 100, Map.of("refresh", "TO_BACK", "presenceGraceSeconds", 0)))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.refresh")
                .isEqualTo("TO_BACK")
                .jsonPath("$.presenceGraceSeconds")
                .isEqualTo(0);
    }

    @Test
    void a_reason_with_control_characters_is_refused() {
        SaleId sale = openSale(1, 100);
        for (String reason : List.of("Slow\nSold out", "\u0007", "a\u2028b")) {
            operate(sale, "pause", reason)
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.errors[0].field")
                    .isEqualTo("reason");
        }
        operate(sale, "pause", "결제가 느립니다 \"잠시만\" 🎫").expectStatus().isOk();
    }

    @Test
    void an_operator_calls_by_hand_and_once_for_each_command() throws SQLException {
        SaleId sale = openSale(2, 100);
        put(sale, Policies.change(1, 2, 0, Map.of())).expectStatus().isOk();
        List.of("ann", "ben", "cleo").forEach(fan -> join(sale, fan));
        assertThat(look(sale, "ann")).containsEntry("state", "WAITING");

        call(sale, 2, 1).expectStatus().isOk().expectBody().json("{\"version\":3,\"called\":1}");
        await().atMost(SOON).untilAsserted(() -> assertThat(look(sale, "ann")).containsEntry("state", "READY"));
        call(sale, 2, 1).expectStatus().isEqualTo(409); // the same command again
        call(sale, 3, 5).expectStatus().isOk().expectBody().json("{\"version\":4,\"called\":1}");
        assertThat(look(sale, "cleo")).containsEntry("state", "WAITING"); // no room
        call(sale, 4, 0).expectStatus().isBadRequest();
        assertThat(auditOf(sale)).containsExactly("boss limit", "boss call 1", "boss call 5");
    }

    @Test
    void the_audit_shows_the_policy_before_and_after() throws SQLException {
        SaleId sale = openSale(1, 100);
        put(sale, Policies.change(1, 3, 50, Map.of())).expectStatus().isOk();
        operate(sale, "pause", "Payment provider is slow").expectStatus().isOk();

        String rest = " claimWindow=PT45S lease=PT10M refresh=KEEP presenceGrace=PT1M challengeBits=0";
        assertThat(rows(sale, "select before from queue.sale_audit where sale_id = ? order by audit_id"))
                .containsExactly(
                        "version=1 state=RUNNING capacity=1 admissionsPerSecond=100" + rest,
                        "version=2 state=RUNNING capacity=3 admissionsPerSecond=50" + rest);
        assertThat(rows(sale, "select after from queue.sale_audit where sale_id = ? order by audit_id"))
                .containsExactly(
                        "version=2 state=RUNNING capacity=3 admissionsPerSecond=50" + rest,
                        "version=3 state=PAUSED capacity=3 admissionsPerSecond=50" + rest);
    }

    private static WebTestClient.ResponseSpec call(SaleId sale, long version, int count) {
        return service()
                .manager()
                .post()
                .uri("/api/v1/admin/sales/{sale}/call", sale.value())
                .bodyValue(Map.of("version", version, "count", count, "reason", "Slowly"))
                .exchange();
    }

    @Test
    void a_lobby_gives_numbers_by_arrival_and_calls_nobody_before_the_opening() {
        SaleId sale = SaleId.next();
        Instant now = Instant.now();
        publish(QueueService.sale(sale, now.minusSeconds(5), now.plusSeconds(3), 1, 100), sale);

        assertThat(join(sale, "ann")).containsEntry("state", "LOBBY").containsEntry("ahead", 0);
        assertThat(join(sale, "ben")).containsEntry("state", "LOBBY").containsEntry("ahead", 1);
        await().atMost(SOON).untilAsserted(() -> assertThat(look(sale, "ann")).containsEntry("state", "READY"));
        assertThat(look(sale, "ben")).containsEntry("state", "WAITING").containsEntry("ahead", 0);
    }

    @Test
    void refusals_have_their_own_problem_types() {
        SaleId open = openSale(1, 100);
        SaleId later = SaleId.next();
        publish(QueueService.sale(later, null, Instant.now().plusSeconds(3600), 1, 100), later);

        expectProblem(service().fan("ann").post().uri(places(later)), 409, "sale-not-open");
        expectProblem(service().fan("ann").post().uri(places(SaleId.next())), 404, "not-found");
        expectProblem(service().fan("ann").post().uri("/api/v1/sales/not a sale/places"), 400, "validation-failed");
        expectProblem(service().fan("eve").get().uri(places(open) + "/me"), 404, "not-in-line");
        expectProblem(service().fan("eve").get().uri(places(open) + "/me/events"), 404, "not-in-line");
        expectProblem(service().fan("eve").delete().uri(places(open) + "/me"), 404, "not-in-line");
        expectProblem(service().fan("eve").post().uri(places(open) + "/me/pass"), 404, "not-in-line");
        expectProblem(service().anonymous().post().uri(places(open)), 401, "unauthenticated");
        expectProblem(service().manager().post().uri(places(open)), 403, "forbidden");
        expectProblem(service().fan("ann").get().uri("/api/v1/admin/sales/x/stats"), 403, "forbidden");
        expectProblem(service().fan("ann").get().uri("/api/v1/nothing"), 404, "not-found");

        join(open, "ann");
        join(open, "ben");
        expectProblem(service().fan("ben").post().uri(places(open) + "/me/pass"), 409, "not-ready");
        operate(open, "drain", "Almost sold out").expectStatus().isOk();
        expectProblem(service().fan("cleo").post().uri(places(open)), 409, "sale-closed");
        operate(open, "close", "Sold out").expectStatus().isOk();
        operate(open, "resume", "A mistake").expectStatus().isEqualTo(409);
    }

    @Test
    void a_hundred_requests_of_one_fan_at_once_yield_one_place() {
        SaleId sale = openSale(0, 100);
        WebTestClient ann = service().fan("ann");

        List<Integer> statuses = Objects.requireNonNull(Flux.range(0, 100)
                .flatMap(
                        i -> Mono.fromSupplier(() -> ann.post()
                                        .uri(places(sale))
                                        .exchange()
                                        .returnResult(String.class)
                                        .getStatus()
                                        .value())
                                .subscribeOn(Schedulers.boundedElastic()),
                        20)
                .collectList()
                .block(SOON));

        assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(99);
        await().atMost(SOON).untilAsserted(() -> assertThat(stats(sale)).containsEntry("waiting", 1));
    }

    @Test
    void a_repeated_claim_yields_the_same_pass() {
        SaleId sale = openSale(5, 100);
        join(sale, "ann");

        Map<String, Object> first = claim(sale, "ann");
        Map<String, Object> second = claim(sale, "ann");

        assertThat(second.get("expiresAt")).isEqualTo(first.get("expiresAt"));
        assertThat(passId(second)).isEqualTo(passId(first));
    }

    private static String passId(Map<String, Object> claimed) {
        PassCheck check = new PassVerifier(Clock.systemUTC())
                .check(
                        (String) Objects.requireNonNull(claimed.get("pass")),
                        service().passKeys());
        return ((PassCheck.Accepted) check).pass().id();
    }

    @Test
    void the_public_key_and_the_openapi_document_are_open_to_all() {
        service()
                .anonymous()
                .get()
                .uri("/api/v1/keys/passes")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.keys[0].kid")
                .isEqualTo("pass-1")
                .jsonPath("$.keys[0].d")
                .doesNotExist();
        String description = Objects.requireNonNull(service()
                .anonymous()
                .mutate()
                .responseTimeout(Duration.ofMinutes(1)) // generated at the first request
                .build()
                .get()
                .uri("/api/v1/openapi/queue")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
        ContractFile.assertSameAs(description);
        JsonNode document = JsonMapper.shared().readTree(description);
        assertThat(document.path("openapi").asString()).startsWith("3.1");
        assertThat(document.at("/paths/~1api~1v1~1sales~1{saleId}~1places/post/responses")
                        .has("201"))
                .isTrue();
        assertThat(document.at("/paths/~1api~1v1~1admin~1sales~1{saleId}~1policy/put/responses")
                        .has("409"))
                .isTrue();
        assertThat(document.at("/components/securitySchemes/bearer/scheme").asString())
                .isEqualTo("bearer");
        DocumentRules.check(document, service().bean(AccessRules.class));
        service()
                .anonymous()
                .get()
                .uri("/actuator/health/readiness")
                .exchange()
                .expectStatus()
                .isOk();
        service()
                .anonymous()
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void a_position_shown_by_another_node_holds_here_if_the_client_sends_it() {
        SaleId sale = openSale(0, 100);
        join(sale, "ann");
        join(sale, "ben");
        String version = Objects.requireNonNull(service()
                .fan("ben")
                .get()
                .uri(places(sale) + "/me")
                .exchange()
                .returnResult(Map.class)
                .getResponseHeaders()
                .getETag());

        assertThat(version).startsWith("W/\"").endsWith("-2-0-1\"");
        String shownLess = version.replace("-1\"", "-0\"");
        assertThat(look(sale, "ben", shownLess)).containsEntry("ahead", 0);
        assertThat(look(sale, "ann", "anything")).containsEntry("ahead", 0);
    }

    private static SaleId openSale(int capacity, int rate) {
        SaleId sale = SaleId.next();
        publish(QueueService.sale(sale, null, Instant.now().minusSeconds(1), capacity, rate), sale);
        return sale;
    }

    private static void publish(io.onsale.kernel.event.OnsaleEvent.SalePublished published, SaleId sale) {
        service().publish(published);
        await().atMost(SOON).until(() -> isThere(sale, "policy"));
    }

    @Test
    void a_key_of_a_join_belongs_to_one_body() {
        SaleId sale = openSale(1, 100);
        String receipt = (String) Objects.requireNonNull(join(sale, "ann").get("receipt"));

        joinAs(sale, Map.of(), "key-1").expectStatus().isOk();
        joinAs(sale, Map.of(), "key-1").expectStatus().isOk();
        joinAs(sale, Map.of("receipt", receipt), "key-1").expectStatus().isEqualTo(422);
        joinAs(sale, Map.of("proof", Map.of("challenge", "c", "nonce", "n")), "key-1")
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:onsale:problem:idempotency-key-reused");
        joinAs(sale, Map.of("receipt", receipt), "key-2").expectStatus().isOk();
    }

    private static WebTestClient.ResponseSpec joinAs(SaleId sale, Map<String, Object> body, String key) {
        return service()
                .fan("ann")
                .post()
                .uri(places(sale))
                .header("Idempotency-Key", key)
                .bodyValue(body)
                .exchange();
    }

    @Test
    void every_look_has_the_server_time_and_keeps_its_etag() {
        SaleId sale = openSale(0, 100);
        Instant before = Instant.now().minusSeconds(2); // the line's clock, read slightly earlier
        assertThat(serverTime(join(sale, "ann")))
                .isBetween(before, Instant.now().plusSeconds(2));
        WebTestClient.RequestHeadersSpec<?> look = service().fan("ann").get().uri(places(sale) + "/me");

        EntityExchangeResult<Map<String, Object>> first = look.exchange()
                .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult();
        await().atMost(SOON).until(() -> !serverTime(look(sale, "ann")).equals(serverTime(first.getResponseBody())));
        EntityExchangeResult<Map<String, Object>> second = look.exchange()
                .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult();

        assertThat(second.getResponseHeaders().getETag())
                .isEqualTo(first.getResponseHeaders().getETag());
        assertThat(serverTime(second.getResponseBody())).isAfter(serverTime(first.getResponseBody()));
    }

    private static Instant serverTime(@Nullable Map<String, Object> place) {
        return Instant.parse(
                (String) Objects.requireNonNull(Objects.requireNonNull(place).get("serverTime")));
    }

    @Test
    void a_booking_of_an_earlier_place_does_not_affect_the_current_one() {
        SaleId sale = openSale(2, 10_000);
        await().atMost(SOON).until(() -> isThere(sale, "stats"));
        join(sale, "ann");
        join(sale, "ben");
        await().atMost(SOON).untilAsserted(() -> assertThat(look(sale, "ben")).containsEntry("state", "READY"));
        Instant since = since(claim(sale, "ann"));

        service().publish(paid(sale, "ann", since.minusSeconds(60)));
        service().publish(paid(sale, "ben", since(claim(sale, "ben")))); // after it on the same partition

        await().atMost(SOON).untilAsserted(() -> assertThat(look(sale, "ben")).containsEntry("state", "SERVED"));
        assertThat(look(sale, "ann")).containsEntry("state", "ADMITTED");
        service().publish(paid(sale, "ann", since));
        await().atMost(SOON).untilAsserted(() -> assertThat(look(sale, "ann")).containsEntry("state", "SERVED"));
    }

    private static Instant since(Map<String, Object> claimed) {
        String pass = (String) Objects.requireNonNull(claimed.get("pass"));
        return ((PassCheck.Accepted) new PassVerifier(Clock.systemUTC())
                        .check(pass, service().passKeys()))
                .pass()
                .since();
    }

    private static BookingConfirmed paid(SaleId sale, String fan, Instant placeSince) {
        return new BookingConfirmed(
                "b-9", sale.value(), "p-1", fan, "r-1", List.of("s-1"), new Money(100, "KRW"), placeSince);
    }

    private static boolean isThere(SaleId sale, String what) {
        return service()
                .manager()
                .get()
                .uri("/api/v1/admin/sales/{sale}/{what}", sale.value(), what)
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .is2xxSuccessful();
    }

    private static String places(SaleId sale) {
        return "/api/v1/sales/" + sale.value() + "/places";
    }

    private static Map<String, Object> join(SaleId sale, String fan) {
        return body(service().fan(fan).post().uri(places(sale)));
    }

    /** Polls, and repeats requests that were refused by the rate limit. */
    private static Map<String, Object> look(SaleId sale, String fan) {
        return look(sale, fan, "");
    }

    /** @param version the ETag of an earlier response */
    private static Map<String, Object> look(SaleId sale, String fan, String version) {
        return await().atMost(SOON)
                .until(
                        () -> body(service()
                                .fan(fan)
                                .get()
                                .uri(places(sale) + "/me")
                                .header("If-None-Match", version)),
                        answer -> !Objects.equals(answer.get("status"), 429));
    }

    private static Map<String, Object> claim(SaleId sale, String fan) {
        return body(service().fan(fan).post().uri(places(sale) + "/me/pass"));
    }

    private static Map<String, Object> stats(SaleId sale) {
        return body(service().manager().get().uri("/api/v1/admin/sales/{sale}/stats", sale.value()));
    }

    private static void leave(SaleId sale, String fan) {
        service()
                .fan(fan)
                .delete()
                .uri(places(sale) + "/me")
                .exchange()
                .expectStatus()
                .isNoContent();
    }

    private static WebTestClient.ResponseSpec operate(SaleId sale, String command, String reason) {
        return service()
                .manager()
                .post()
                .uri("/api/v1/admin/sales/{sale}/{command}", sale.value(), command)
                .bodyValue(Map.of("reason", reason))
                .exchange();
    }

    private static WebTestClient.ResponseSpec put(SaleId sale, Map<String, Object> change) {
        return service()
                .manager()
                .put()
                .uri("/api/v1/admin/sales/{sale}/policy", sale.value())
                .bodyValue(change)
                .exchange();
    }

    private static Map<String, Object> body(WebTestClient.RequestHeadersSpec<?> request) {
        return Objects.requireNonNull(request.exchange()
                .expectStatus()
                .is2xxSuccessful()
                .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody());
    }

    private static void expectProblem(WebTestClient.RequestHeadersSpec<?> request, int status, String slug) {
        request.exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:onsale:problem:" + slug)
                .jsonPath("$.requestId")
                .isNotEmpty();
    }

    private static List<String> logOf(SaleId sale) throws SQLException {
        return rows(
                sale,
                "select kind || ':' || fan_id || ':' || case kind when 'CAPACITY' then value::text else reason end "
                        + "from queue.admission_log where sale_id = ? order by at, entry_id");
    }

    private static List<String> auditOf(SaleId sale) throws SQLException {
        return rows(sale, "select who || ' ' || command from queue.sale_audit where sale_id = ? order by audit_id");
    }

    private static List<String> rows(SaleId sale, String sql) throws SQLException {
        try (Connection connection = postgres.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, sale.value());
            List<String> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(result.getString(1));
                }
            }
            return rows;
        }
    }
}
