package io.onsale.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.embedded.RedisProcess;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.testing.KafkaBroker;
import io.onsale.kernel.testing.PostgresServer;
import io.onsale.queue.testing.QueueService;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.Disposable;

/** The service while its Redis is killed, frozen or wiped: it refuses requests, invents no data, and recovers on its own. */
class RedisOutageTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ParameterizedTypeReference<Map<String, Object>> JSON = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<ServerSentEvent<Map<String, Object>>> EVENT =
            new ParameterizedTypeReference<>() {};

    @RegisterExtension
    static final PostgresServer postgres = new PostgresServer();

    @RegisterExtension
    static final KafkaBroker kafka = new KafkaBroker();

    @TempDir
    static @Nullable Path data;

    private static @Nullable RedisProcess process;
    private static @Nullable QueueService running;

    @BeforeAll
    static void start() {
        process = RedisProcess.in(Objects.requireNonNull(data)).start();
        running = new QueueService(redis().url(), postgres, kafka, "--onsale.queue.quiet-after-loss=3s");
    }

    @AfterAll
    static void stop() {
        service().close();
        redis().stop();
    }

    @AfterEach
    void bring_redis_back() {
        if (!redis().isRunning()) {
            redis().start();
        }
        redis().thaw();
    }

    private static RedisProcess redis() {
        return Objects.requireNonNull(process);
    }

    private static QueueService service() {
        return Objects.requireNonNull(running);
    }

    @Test
    void while_redis_is_down_fans_are_refused_and_streams_say_so_and_afterwards_all_places_are_there() {
        SaleId sale = openSale();
        long number = number(join(sale, "ann").expectStatus().isCreated());
        List<String> states = new CopyOnWriteArrayList<>();
        Disposable stream = service()
                .fan("ann")
                .get()
                .uri(places(sale) + "/me/events")
                .exchange()
                .returnResult(EVENT)
                .getResponseBody()
                .filter(event -> "sale".equals(event.event()))
                .subscribe(event -> states.add(
                        String.valueOf(Objects.requireNonNull(event.data()).get("state"))));
        await().atMost(SOON).until(() -> states.contains("OPEN"));

        redis().kill();

        await().atMost(SOON).untilAsserted(() -> refused(join(sale, "ben")));
        await().atMost(SOON).untilAsserted(() -> refused(look(sale, "ann")));
        refused(service().fan("ann").delete().uri(places(sale) + "/me").exchange());
        refused(service().fan("ann").post().uri(places(sale) + "/me/pass").exchange());
        await().atMost(SOON).until(() -> states.contains("UNAVAILABLE"));
        await().atMost(SOON).untilAsserted(() -> assertThat(figures(sale)).containsEntry("state", "UNAVAILABLE"));
        Object asOf = figures(sale).get("asOf");
        assertThat(Instant.parse(String.valueOf(asOf))).isBefore(Instant.now());

        redis().start();

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(number(join(sale, "ann").expectStatus().isOk()))
                                .isEqualTo(number));
        await().atMost(SOON).until(() -> states.getLast().equals("OPEN"));
        assertThat(figures(sale)).containsEntry("state", "OPEN");
        assertThat(stream.isDisposed()).isFalse();
        stream.dispose();
    }

    @Test
    void while_redis_hangs_fans_are_refused_in_time_and_nothing_is_done_twice() {
        SaleId sale = openSale();
        join(sale, "ann").expectStatus().isCreated();

        redis().freeze();
        long start = System.nanoTime();
        refused(join(sale, "ben"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        redis().thaw();

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(number(join(sale, "ben").expectStatus().is2xxSuccessful()))
                                .isEqualTo(2));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                number(join(sale, "cleo").expectStatus().is2xxSuccessful()))
                        .isEqualTo(3));
    }

    @Test
    void after_redis_was_wiped_the_line_is_set_up_again_and_no_number_comes_twice() {
        SaleId sale = openSale();
        long before = number(join(sale, "ann").expectStatus().isCreated());

        redis().kill();
        redis().wipe();
        redis().start();

        await().atMost(SOON)
                .untilAsserted(() -> look(sale, "ann").expectStatus().isNotFound());
        long after = number(join(sale, "ann").expectStatus().isCreated());
        assertThat(after).isGreaterThan(before + 9_000); // from another block
    }

    @Test
    void after_redis_was_wiped_receipts_restore_the_old_places_and_pass_holders_are_inside() throws SQLException {
        SaleId sale = openSale(1);
        String ann = receipt(join(sale, "ann")); // is called immediately, and claims
        service()
                .fan("ann")
                .post()
                .uri(places(sale) + "/me/pass")
                .exchange()
                .expectStatus()
                .isOk();
        String ben = receipt(join(sale, "ben"));
        String cleo = receipt(join(sale, "cleo"));
        String dora = receipt(join(sale, "dora"));
        service()
                .fan("dora")
                .delete()
                .uri(places(sale) + "/me")
                .exchange()
                .expectStatus()
                .isNoContent();
        await().atMost(SOON).until(() -> logged(sale, "LEFT"));

        redis().kill();
        redis().wipe();
        redis().start();
        await().atMost(SOON)
                .untilAsserted(() -> look(sale, "ben").expectStatus().isNotFound());

        restore(sale, "eve", ben)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.reason")
                .isEqualTo("FORGED");
        restore(sale, "ben", ben + "x").expectStatus().isEqualTo(409);
        restore(sale, "dora", dora)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.reason")
                .isEqualTo("ENDED");
        long late = number(join(sale, "frida").expectStatus().isCreated());
        assertThat(number(restore(sale, "cleo", cleo).expectStatus().isOk())).isEqualTo(3);
        assertThat(number(restore(sale, "ben", ben).expectStatus().isOk())).isEqualTo(2);
        assertThat(number(restore(sale, "ben", ben).expectStatus().isOk())).isEqualTo(2);
        assertThat(late).isGreaterThan(9_000);
        assertThat(state(restore(sale, "ann", ann))).isEqualTo("ADMITTED");
        assertThat(stateOf(sale, "ben")).isEqualTo("WAITING"); // ann is inside, and there is one slot

        service()
                .fan("ann")
                .delete()
                .uri(places(sale) + "/me")
                .exchange()
                .expectStatus()
                .isNoContent();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(stateOf(sale, "ben")).isEqualTo("READY"));
        assertThat(stateOf(sale, "frida")).isEqualTo("WAITING");
    }

    private static WebTestClient.ResponseSpec restore(SaleId sale, String fan, String receipt) {
        return service()
                .fan(fan)
                .post()
                .uri(places(sale))
                .bodyValue(Map.of("receipt", receipt))
                .exchange();
    }

    private static String receipt(WebTestClient.ResponseSpec response) {
        return text(response, "receipt");
    }

    private static String state(WebTestClient.ResponseSpec response) {
        return text(response, "state");
    }

    /** Polls, and repeats requests that were refused by the rate limit. */
    private static String stateOf(SaleId sale, String fan) {
        return await().atMost(SOON).until(() -> state(look(sale, fan)), answer -> !answer.equals("null"));
    }

    private static String text(WebTestClient.ResponseSpec response, String field) {
        Map<String, Object> place = response.expectBody(JSON).returnResult().getResponseBody();
        return String.valueOf(Objects.requireNonNull(place).get(field));
    }

    private static boolean logged(SaleId sale, String kind) throws SQLException {
        try (var connection = postgres.connect();
                var statement = connection.prepareStatement(
                        "select count(*) from queue.admission_log where sale_id = ? and kind = ?")) {
            statement.setString(1, sale.value());
            statement.setString(2, kind);
            try (var result = statement.executeQuery()) {
                result.next();
                return result.getLong(1) > 0;
            }
        }
    }

    private static SaleId openSale() {
        return openSale(0);
    }

    private static SaleId openSale(int capacity) {
        SaleId sale = SaleId.next();
        service().publish(QueueService.sale(sale, null, Instant.now().minusSeconds(1), capacity, 100));
        await().atMost(SOON)
                .until(() -> service()
                        .manager()
                        .get()
                        .uri("/api/v1/admin/sales/{sale}/stats", sale.value())
                        .exchange()
                        .returnResult(Void.class)
                        .getStatus()
                        .is2xxSuccessful());
        return sale;
    }

    private static Map<String, Object> figures(SaleId sale) {
        return Objects.requireNonNull(service()
                .manager()
                .get()
                .uri("/api/v1/admin/sales/{sale}/stats", sale.value())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JSON)
                .returnResult()
                .getResponseBody());
    }

    private static String places(SaleId sale) {
        return "/api/v1/sales/" + sale.value() + "/places";
    }

    private static WebTestClient.ResponseSpec join(SaleId sale, String fan) {
        return service().fan(fan).post().uri(places(sale)).exchange();
    }

    private static WebTestClient.ResponseSpec look(SaleId sale, String fan) {
        return service().fan(fan).get().uri(places(sale) + "/me").exchange();
    }

    private static long number(WebTestClient.ResponseSpec response) {
        Map<String, Object> place = response.expectBody(JSON).returnResult().getResponseBody();
        return ((Number) Objects.requireNonNull(Objects.requireNonNull(place).get("number"))).longValue();
    }

    private static void refused(WebTestClient.ResponseSpec response) {
        response.expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .exists("Retry-After")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:onsale:problem:unavailable");
    }
}
