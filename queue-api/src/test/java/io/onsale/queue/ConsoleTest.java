package io.onsale.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.testing.KafkaBroker;
import io.onsale.kernel.testing.PostgresServer;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.testing.QueueService;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.Disposable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What operators see and do, on two nodes. */
class ConsoleTest {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String SALES = "/api/v1/admin/sales";

    @RegisterExtension
    static final RedisServer redis = new RedisServer();

    @RegisterExtension
    static final PostgresServer postgres = new PostgresServer();

    @RegisterExtension
    static final KafkaBroker kafka = new KafkaBroker();

    private static @Nullable QueueService one;
    private static @Nullable QueueService two;

    private final String seller = OpaqueId.next();

    @BeforeAll
    static void start() {
        one = new QueueService(redis.url(), postgres, kafka, "--onsale.health.node=one");
        two = new QueueService(redis.url(), postgres, kafka, "--onsale.health.node=two");
    }

    @AfterAll
    static void stop() {
        one().close();
        two().close();
    }

    private static QueueService one() {
        return Objects.requireNonNull(one);
    }

    private static QueueService two() {
        return Objects.requireNonNull(two);
    }

    private record Reply(int status, JsonNode json) {
        String problem() {
            return json.path("type").asString("").replace("urn:onsale:problem:", "");
        }
    }

    private static Reply call(WebTestClient client, HttpMethod method, String path, @Nullable Object body) {
        WebTestClient.RequestBodySpec request = client.method(method).uri(path);
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON)
                    .bodyValue(JsonMapper.shared().writeValueAsString(body));
        }
        EntityExchangeResult<byte[]> result = request.exchange().expectBody().returnResult();
        byte[] content = result.getResponseBodyContent();
        return new Reply(
                result.getStatus().value(),
                JsonMapper.shared().readTree(content == null || content.length == 0 ? "{}".getBytes() : content));
    }

    private static Reply get(WebTestClient client, String path) {
        return call(client, HttpMethod.GET, path, null);
    }

    private WebTestClient seller() {
        return one().as(seller, Role.SELLER);
    }

    /** A sale of {@link #seller} that is open on both nodes. */
    private SaleId openSale(Instant opensAt) {
        SaleId sale = SaleId.next();
        SalePublished plain = QueueService.sale(sale, null, opensAt, 10, 100);
        one().publish(new SalePublished(
                plain.saleId(),
                plain.eventId(),
                "A show",
                plain.sale(),
                plain.grades(),
                plain.performances(),
                plain.plan(),
                null,
                seller));
        for (QueueService node : List.of(one(), two())) {
            await().atMost(SOON)
                    .until(() -> get(node.manager(), SALES + "/" + sale.value() + "/stats")
                                    .status()
                            == 200);
        }
        return sale;
    }

    private SaleId openSale() {
        return openSale(Instant.now().minusSeconds(60));
    }

    private static String of(SaleId sale, String rest) {
        return SALES + "/" + sale.value() + "/" + rest;
    }

    private static Map<String, Object> policy(Reply read) {
        Map<String, Object> change = new HashMap<>();
        for (String field : List.of(
                "version",
                "capacity",
                "admissionsPerSecond",
                "claimWindowSeconds",
                "leaseSeconds",
                "refresh",
                "presenceGraceSeconds",
                "challengeBits")) {
            change.put(field, read.json().path(field));
        }
        return change;
    }

    @Test
    void a_seller_lists_its_own_sales_and_a_manager_all_page_by_page() {
        SaleId earlier = openSale(Instant.now().minusSeconds(120));
        SaleId later = openSale(Instant.now().minusSeconds(60));

        JsonNode own = get(seller(), SALES).json();
        assertThat(own.path("sales")
                        .valueStream()
                        .map(sale -> sale.path("saleId").asString()))
                .containsExactly(later.value(), earlier.value());
        assertThat(own.path("next").isNull()).isTrue();
        assertThat(own.at("/sales/0/title").asString()).isEqualTo("A show");
        assertThat(own.at("/sales/0/state").asString()).isEqualTo("RUNNING");
        assertThat(own.at("/sales/0/capacity").asInt()).isEqualTo(10);

        JsonNode first = get(seller(), SALES + "?limit=1").json();
        JsonNode second = get(
                        seller(), SALES + "?limit=1&after=" + first.path("next").asString())
                .json();
        assertThat(second.at("/sales/0/saleId").asString()).isEqualTo(earlier.value());
        assertThat(get(seller(), SALES + "?after=nothing").status()).isEqualTo(400);

        assertThat(get(one().manager(), SALES + "?limit=100")
                        .json()
                        .path("sales")
                        .valueStream()
                        .map(sale -> sale.path("saleId").asString()))
                .contains(later.value(), earlier.value());
        assertThat(get(one().as(OpaqueId.next(), Role.SELLER), SALES).json().path("sales"))
                .isEmpty();
    }

    @Test
    void a_seller_operates_its_own_sale_and_those_of_others_do_not_exist() {
        SaleId sale = openSale();
        WebTestClient stranger = one().as(OpaqueId.next(), Role.SELLER);
        Map<String, Object> reason = Map.of("reason", "Because");
        Map<String, Object> change = policy(get(seller(), of(sale, "policy")));
        Map<String, Object> call = Map.of("version", 1, "count", 1, "reason", "Because");

        for (String path : List.of("policy", "stats", "stats/events", "audit")) {
            assertThat(get(stranger, of(sale, path)).problem()).as(path).isEqualTo("not-found");
        }
        for (String path : List.of("pause", "resume", "drain", "close")) {
            assertThat(call(stranger, HttpMethod.POST, of(sale, path), reason).problem())
                    .as(path)
                    .isEqualTo("not-found");
        }
        assertThat(call(stranger, HttpMethod.POST, of(sale, "call"), call).problem())
                .isEqualTo("not-found");
        assertThat(call(stranger, HttpMethod.PUT, of(sale, "policy"), change).problem())
                .isEqualTo("not-found");
        assertThat(call(stranger, HttpMethod.PUT, of(sale, "message"), Map.of("text", "x"))
                        .problem())
                .isEqualTo("not-found");

        assertThat(get(seller(), of(sale, "stats")).status()).isEqualTo(200);
        assertThat(get(seller(), of(sale, "audit")).json().path("entries")).isEmpty(); // nothing of this was done
        change.put("capacity", 20);
        assertThat(call(seller(), HttpMethod.PUT, of(sale, "policy"), change).status())
                .isEqualTo(200);
        for (String path : List.of("pause", "resume", "drain", "close")) {
            assertThat(call(seller(), HttpMethod.POST, of(sale, path), reason).status())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    @Test
    void each_command_is_in_the_audit_with_who_why_and_what_changed() {
        SaleId sale = openSale();
        Map<String, Object> change = policy(get(seller(), of(sale, "policy")));
        change.put("capacity", 25);
        change.put("reason", "The shop keeps up");
        call(seller(), HttpMethod.PUT, of(sale, "policy"), change);
        call(one().manager(), HttpMethod.POST, of(sale, "call"), Map.of("version", 2, "count", 3, "reason", "A test"));
        call(one().manager(), HttpMethod.POST, of(sale, "pause"), Map.of("reason", "The hall is closed"));
        call(
                seller(),
                HttpMethod.PUT,
                of(sale, "message"),
                Map.of("text", "We are back at nine", "reason", "Fans ask"));

        JsonNode audit = get(seller(), of(sale, "audit")).json().path("entries");

        assertThat(audit.valueStream().map(entry -> entry.path("action").asString()))
                .containsExactly("MESSAGE", "PAUSE", "CALL", "LIMITS");
        assertThat(audit.at("/0/message").asString()).isEqualTo("We are back at nine");
        assertThat(audit.at("/0/reason").asString()).isEqualTo("Fans ask");
        assertThat(audit.at("/0/who").asString()).isEqualTo(seller);
        assertThat(audit.at("/0/changes")).isEmpty();
        assertThat(audit.at("/1/changes/0").toString())
                .isEqualTo("{\"field\":\"state\",\"from\":\"RUNNING\",\"to\":\"PAUSED\"}");
        assertThat(audit.at("/1/reason").asString()).isEqualTo("The hall is closed");
        assertThat(audit.at("/2/count").asInt()).isEqualTo(3);
        assertThat(audit.at("/3/reason").asString()).isEqualTo("The shop keeps up");
        assertThat(audit.at("/3/count").isNull()).isTrue();
        assertThat(audit.at("/3/changes").toString())
                .isEqualTo("[{\"field\":\"capacity\",\"from\":\"10\",\"to\":\"25\"}]");

        JsonNode page = get(seller(), of(sale, "audit?limit=3")).json();
        JsonNode rest = get(
                        seller(), of(sale, "audit?after=" + page.path("next").asString()))
                .json();
        assertThat(rest.path("entries")).hasSize(1);
        assertThat(rest.at("/entries/0/action").asString()).isEqualTo("LIMITS");
        assertThat(get(seller(), of(sale, "audit?after=x")).status()).isEqualTo(400);
    }

    @Test
    void a_message_reaches_all_nodes_and_leaves_the_state_as_it_is() {
        SaleId sale = openSale();

        Reply said = call(seller(), HttpMethod.PUT, of(sale, "message"), Map.of("text", "Row A is for wheelchairs"));

        assertThat(said.status()).isEqualTo(200);
        assertThat(said.json().path("state").asString()).isEqualTo("RUNNING");
        assertThat(said.json().path("message").asString()).isEqualTo("Row A is for wheelchairs");
        for (QueueService node : List.of(one(), two())) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(get(node.manager(), of(sale, "stats"))
                                    .json()
                                    .path("message")
                                    .asString())
                            .isEqualTo("Row A is for wheelchairs"));
        }
        String again = said.json().path("version").asString();
        assertThat(call(seller(), HttpMethod.PUT, of(sale, "message"), Map.of("text", "Row A is for wheelchairs"))
                        .json()
                        .path("version")
                        .asString())
                .isEqualTo(again);
        Map<String, Object> nothing = new HashMap<>();
        nothing.put("text", null);
        assertThat(call(seller(), HttpMethod.PUT, of(sale, "message"), nothing)
                        .json()
                        .path("message")
                        .asString("-"))
                .isEmpty();
    }

    @Test
    void what_is_no_message_is_refused() {
        SaleId sale = openSale();
        for (Object text : List.of("x".repeat(201), "two\nlines", "\u202eabc", 1)) {
            assertThat(call(seller(), HttpMethod.PUT, of(sale, "message"), Map.of("text", text))
                            .status())
                    .as(text.toString())
                    .isEqualTo(400);
        }
        assertThat(call(seller(), HttpMethod.PUT, of(sale, "message"), Map.of("text", "x", "state", "CLOSED"))
                        .status())
                .isEqualTo(400);
        assertThat(call(seller(), HttpMethod.PUT, of(sale, "message"), Map.of("text", "\ud83c\udfab".repeat(200)))
                        .status())
                .isEqualTo(200);

        call(seller(), HttpMethod.POST, of(sale, "close"), Map.of("reason", "Over"));
        assertThat(call(seller(), HttpMethod.PUT, of(sale, "message"), Map.of("text", "x"))
                        .problem())
                .isEqualTo("sale-closed");
    }

    @Test
    void each_node_knows_the_streams_of_all_nodes() {
        SaleId sale = openSale();
        String place = "/api/v1/sales/" + sale.value() + "/places";
        for (QueueService node : List.of(one(), two())) {
            node.fan("fan-of-" + node.base().hashCode())
                    .post()
                    .uri(place)
                    .header("Idempotency-Key", OpaqueId.next())
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue("{}")
                    .exchange()
                    .expectStatus()
                    .is2xxSuccessful();
        }
        Disposable stream = two().fan("fan-of-" + two().base().hashCode())
                .get()
                .uri(place + "/me/events")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .returnResult(String.class)
                .getResponseBody()
                .subscribe();
        try {
            await().atMost(SOON).untilAsserted(() -> {
                JsonNode figures = get(one().manager(), of(sale, "stats")).json();
                assertThat(figures.path("node").asString()).isEqualTo("one");
                assertThat(figures.path("streams").asLong()).isZero();
                assertThat(figures.path("streamsByNode").toString()).isEqualTo("{\"one\":0,\"two\":1}");
            });
        } finally {
            stream.dispose();
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(get(one().manager(), of(sale, "stats"))
                                .json()
                                .path("streamsByNode")
                                .path("two")
                                .asLong())
                        .isZero());
        assertThat(Instant.parse(get(one().manager(), of(sale, "stats"))
                        .json()
                        .path("serverTime")
                        .asString()))
                .isBetween(Instant.now().minusSeconds(10), Instant.now().plusSeconds(10));
    }

    @Test
    void managers_see_the_health_of_each_store() {
        JsonNode health = get(two().manager(), "/api/v1/admin/health/queue").json();

        assertThat(health.path("service").asString()).isEqualTo("queue");
        assertThat(health.path("node").asString()).isEqualTo("two");
        assertThat(health.path("status").asString()).isEqualTo("UP");
        assertThat(health.path("stores")
                        .valueStream()
                        .map(store -> store.path("name").asString()))
                .containsExactly("kafka", "postgres", "redis");
        assertThat(health.path("stores").valueStream())
                .allMatch(store -> store.path("status").asString().equals("UP")
                        && store.path("latencyMs").isNumber()
                        && store.path("detail").isNull());
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"FAN", "GATE", "SERVICE"})
    void others_see_nothing_of_it(Role role) {
        WebTestClient other = one().as(OpaqueId.next(), role);

        for (String path : List.of(SALES, SALES + "/s/audit", "/api/v1/admin/health/queue")) {
            assertThat(get(other, path).status()).as(path).isEqualTo(403);
        }
        assertThat(call(other, HttpMethod.PUT, SALES + "/s/message", Map.of("text", "x"))
                        .status())
                .isEqualTo(403);
        assertThat(get(seller(), "/api/v1/admin/health/queue").status()).isEqualTo(403);
        assertThat(get(one().anonymous(), SALES).status()).isEqualTo(401);
    }
}
