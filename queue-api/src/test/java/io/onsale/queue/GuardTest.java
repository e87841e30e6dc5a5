package io.onsale.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.testing.KafkaBroker;
import io.onsale.kernel.testing.PostgresServer;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.guard.Proof;
import io.onsale.queue.testing.Policies;
import io.onsale.queue.testing.ProofSolver;
import io.onsale.queue.testing.QueueService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;
import org.springframework.test.web.reactive.server.WebTestClient.RequestBodySpec;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** The checks before a join, through HTTP: limits and proof of work. */
class GuardTest {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final int BITS = 6;
    private static final int JOINS_A_FAN = 4;
    private static final int JOINS_AN_ADDRESS = 5;
    private static final int ACTIONS_A_FAN = 3;

    @RegisterExtension
    static final RedisServer redis = new RedisServer();

    @RegisterExtension
    static final PostgresServer postgres = new PostgresServer();

    @RegisterExtension
    static final KafkaBroker kafka = new KafkaBroker();

    private static @Nullable QueueService running;

    @BeforeAll
    static void start() {
        running = new QueueService(
                redis.url(),
                postgres,
                kafka,
                "--onsale.queue.guard.joins-per-fan=" + JOINS_A_FAN,
                "--onsale.queue.guard.joins-per-fan-in=1h",
                "--onsale.queue.guard.actions-per-fan=" + ACTIONS_A_FAN,
                "--onsale.queue.guard.actions-per-fan-in=1h",
                "--onsale.queue.guard.joins-per-address=1",
                "--onsale.queue.guard.joins-per-address-burst=" + JOINS_AN_ADDRESS,
                "--onsale.queue.guard.address-limit-exempt=10.0.0.0/8",
                "--onsale.client-address.trusted-proxies=127.0.0.0/8");
    }

    @AfterAll
    static void stop() {
        service().close();
    }

    private static QueueService service() {
        return Objects.requireNonNull(running);
    }

    @Test
    void a_fan_who_joins_too_often_gets_a_retry_after() {
        SaleId sale = openSale(0);
        String ann = OpaqueId.next();
        for (int i = 0; i < JOINS_A_FAN; i++) {
            join(sale, ann, null).expectStatus().is2xxSuccessful();
        }

        ResponseSpec refused = join(sale, ann, null);
        refused.expectHeader().valueMatches("Retry-After", "[1-9][0-9]*");
        problem(refused, 429, "too-many-requests");
        problem(challengeOf(sale, ann), 429, "too-many-requests");
        join(sale, OpaqueId.next(), null).expectStatus().isCreated();
        assertThat(metrics()).contains("onsale_queue_guard_refused_total{reason=\"limit-fan\"");
    }

    @Test
    void a_fan_who_claims_watches_or_leaves_too_often_gets_a_retry_after() {
        SaleId sale = openSale(0);
        String ann = OpaqueId.next();
        String mine = places(sale) + "/me";
        problem(service().fan(ann).post().uri(mine + "/pass").exchange(), 404, "not-in-line");
        problem(service().fan(ann).get().uri(mine + "/events").exchange(), 404, "not-in-line");
        problem(service().fan(ann).delete().uri(mine).exchange(), 404, "not-in-line");

        List.of(
                        service().fan(ann).post().uri(mine + "/pass"),
                        service().fan(ann).get().uri(mine + "/events"),
                        service().fan(ann).delete().uri(mine))
                .forEach(request -> {
                    ResponseSpec refused = request.exchange();
                    refused.expectHeader().valueMatches("Retry-After", "[1-9][0-9]*");
                    problem(refused, 429, "too-many-requests");
                });
        problem(service().fan(OpaqueId.next()).delete().uri(mine).exchange(), 404, "not-in-line");
        join(sale, ann, null).expectStatus().isCreated(); // counted separately
        assertThat(metrics()).contains("onsale_queue_guard_refused_total{reason=\"limit-fan-actions\"");
    }

    @Test
    void only_the_address_that_joins_too_often_is_slowed_down() {
        SaleId sale = openSale(0);
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            statuses.add(
                    status(sale, "198.51.100." + i + ", 192.0.2.1")); // the first address could be forged by the client
        }

        assertThat(statuses.subList(0, JOINS_AN_ADDRESS)).containsOnly(201);
        assertThat(statuses).contains(429);
        assertThat(status(sale, "192.0.2.2")).isEqualTo(201);
        for (int i = 0; i < 20; i++) {
            assertThat(status(sale, "10.1.2.3")).as("exempt").isEqualTo(201);
        }
    }

    @Test
    void a_sale_may_require_a_proof_of_work() {
        SaleId sale = openSale(BITS);
        String ann = OpaqueId.next();
        String ben = OpaqueId.next();

        problem(join(sale, ann, null), 403, "proof-required")
                .jsonPath("$.challenge")
                .isEqualTo("/api/v1/sales/" + sale.value() + "/challenge");
        Map<String, Object> challenge = challenge(sale, ann);
        assertThat(challenge).containsEntry("bits", BITS);
        assertThat(Instant.parse(text(challenge, "expiresAt"))).isAfter(Instant.now());
        Proof proof = solved(challenge);

        refused(join(sale, ben, proof), "foreign");
        refused(join(sale, ben, ProofSolver.weak(text(challenge(sale, ben), "challenge"), BITS)), "weak");
        join(sale, ann, proof).expectStatus().isCreated();
        join(sale, ann, null).expectStatus().isOk();
    }

    @Test
    void a_proof_is_valid_for_one_place() {
        SaleId sale = openSale(BITS);
        String ann = OpaqueId.next();
        Proof proof = solved(challenge(sale, ann));
        join(sale, ann, proof).expectStatus().isCreated();
        service()
                .fan(ann)
                .delete()
                .uri(places(sale) + "/me")
                .exchange()
                .expectStatus()
                .isNoContent();

        refused(join(sale, ann, proof), "replayed");
        refused(join(sale, ann, new Proof("nonsense", "1")), "malformed");
    }

    @Test
    void a_sale_that_requires_no_proof_accepts_any() {
        SaleId sale = openSale(0);
        String ann = OpaqueId.next();

        assertThat(challenge(sale, ann)).containsEntry("bits", 0);
        join(sale, ann, new Proof("nonsense", "1")).expectStatus().isCreated();
    }

    @Test
    void there_is_no_challenge_for_an_unknown_sale() {
        problem(challengeOf(SaleId.next(), OpaqueId.next()), 404, "not-found");
        problem(service().manager().post().uri("/api/v1/sales/x/challenge").exchange(), 403, "forbidden");
    }

    @Test
    void a_large_body_is_refused() {
        SaleId sale = openSale(0);

        problem(
                request(sale, OpaqueId.next())
                        .bodyValue("{\"receipt\":\"" + "x".repeat(20_000) + "\"}")
                        .exchange(),
                413,
                "body-too-large");
        problem(request(sale, OpaqueId.next()).bodyValue("{\"more\":1}").exchange(), 400, "validation-failed");
    }

    @Test
    void the_openapi_document_describes_the_guard() {
        service()
                .anonymous()
                .get()
                .uri("/api/v1/openapi/queue")
                .exchange()
                .expectBody()
                .jsonPath("$.paths['/api/v1/sales/{saleId}/challenge'].post.responses['429']")
                .exists()
                .jsonPath("$.paths['/api/v1/sales/{saleId}/challenge'].post.responses['200']")
                .exists()
                .jsonPath("$.paths['/api/v1/sales/{saleId}/places'].post.responses['429']")
                .exists()
                .jsonPath("$.paths['/api/v1/sales/{saleId}/places'].post.responses['403'].description")
                .value((String text) -> assertThat(text).contains("proof-required", "proof-refused"))
                .jsonPath("$.components.schemas.Joining.properties.proof")
                .exists();
    }

    private static SaleId openSale(int challengeBits) {
        SaleId sale = SaleId.next();
        service().publish(QueueService.sale(sale, null, Instant.now().minusSeconds(1), 100, 100));
        Map<String, Object> change = Policies.change(1, 100, 100, Map.of("challengeBits", challengeBits));
        await().atMost(SOON)
                .until(() -> service()
                        .manager()
                        .put()
                        .uri("/api/v1/admin/sales/{sale}/policy", sale.value())
                        .bodyValue(change)
                        .exchange()
                        .returnResult(Void.class)
                        .getStatus()
                        .is2xxSuccessful());
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(challenge(sale, OpaqueId.next())).containsEntry("bits", challengeBits));
        return sale;
    }

    private static int status(SaleId sale, String forwarded) {
        return request(sale, OpaqueId.next())
                .header("X-Forwarded-For", forwarded)
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .value();
    }

    private static Map<String, Object> challenge(SaleId sale, String fan) {
        return Objects.requireNonNull(challengeOf(sale, fan)
                .expectStatus()
                .isOk()
                .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody());
    }

    private static ResponseSpec challengeOf(SaleId sale, String fan) {
        return service()
                .fan(fan)
                .post()
                .uri("/api/v1/sales/{sale}/challenge", sale.value())
                .header("X-Forwarded-For", "10.9.9.9")
                .exchange();
    }

    private static String text(Map<String, Object> body, String member) {
        return (String) Objects.requireNonNull(body.get(member));
    }

    private static Proof solved(Map<String, Object> challenge) {
        return ProofSolver.solve(text(challenge, "challenge"), (Integer) Objects.requireNonNull(challenge.get("bits")));
    }

    private static ResponseSpec join(SaleId sale, String fan, @Nullable Proof proof) {
        RequestBodySpec request = request(sale, fan).header("X-Forwarded-For", "10.9.9.9");
        if (proof == null) {
            return request.exchange();
        }
        Map<String, Object> body = new HashMap<>();
        body.put("proof", Map.of("challenge", proof.challenge(), "nonce", proof.nonce()));
        return request.bodyValue(body).exchange();
    }

    private static RequestBodySpec request(SaleId sale, String fan) {
        return service().fan(fan).post().uri(places(sale)).contentType(MediaType.APPLICATION_JSON);
    }

    private static String places(SaleId sale) {
        return "/api/v1/sales/" + sale.value() + "/places";
    }

    private static String metrics() {
        return Objects.requireNonNull(service()
                .anonymous()
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private static void refused(ResponseSpec answer, String reason) {
        problem(answer, 403, "proof-refused").jsonPath("$.reason").isEqualTo(reason);
    }

    private static BodyContentSpec problem(ResponseSpec answer, int status, String slug) {
        return answer.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:onsale:problem:" + slug);
    }
}
