package io.onsale.queue.soldout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.event.OnsaleEvent.Performance;
import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.event.SeatsCounted;
import io.onsale.kernel.event.SeatsCounted.GradeCount;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.testing.KafkaBroker;
import io.onsale.kernel.testing.PostgresServer;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.replica.SeatsLeft;
import io.onsale.queue.sale.SaleBook;
import io.onsale.queue.testing.QueueService;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** From seat-api's counts to the seats shown and the end of the sale, on two nodes. */
class SoldOutTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ParameterizedTypeReference<ServerSentEvent<Map<String, Object>>> EVENT =
            new ParameterizedTypeReference<>() {};

    @RegisterExtension
    static final RedisServer redis = new RedisServer();

    @RegisterExtension
    static final PostgresServer postgres = new PostgresServer();

    @RegisterExtension
    static final KafkaBroker kafka = new KafkaBroker();

    private static QueueService first;
    private static QueueService second;

    private final SaleId sale = SaleId.next();
    private final String friday = OpaqueId.next();
    private final String saturday = OpaqueId.next();

    @BeforeAll
    static void start() {
        first = new QueueService(redis.url(), postgres, kafka);
        second = new QueueService(redis.url(), postgres, kafka);
    }

    @AfterAll
    static void stop() {
        second.close();
        first.close();
    }

    @Test
    void every_node_knows_the_seats_left_and_ignores_an_older_count() {
        publish();
        first.publish(counted(friday, 5, 10, 2));
        first.publish(counted(saturday, 3, 7, 0));
        await().atMost(SOON).untilAsserted(() -> assertThat(left(first)).isEqualTo(Map.of("R", 17L)));
        await().atMost(SOON).untilAsserted(() -> assertThat(left(second)).isEqualTo(Map.of("R", 17L)));

        first.publish(counted(friday, 4, 12, 0));
        first.publish(counted(saturday, 4, 6, 1));

        await().atMost(SOON).untilAsserted(() -> assertThat(left(second)).isEqualTo(Map.of("R", 16L)));
    }

    @Test
    void a_sale_without_seats_is_closed_once_and_a_node_that_starts_later_knows_the_counts() throws SQLException {
        publish();
        first.publish(counted(friday, 1, 0, 0));
        first.publish(counted(saturday, 1, 0, 3));
        await().atMost(SOON).untilAsserted(() -> assertThat(left(first)).isEqualTo(Map.of("R", 0L)));
        assertThat(state()).isEqualTo("RUNNING"); // three held seats may not be paid for

        first.publish(counted(saturday, 2, 0, 0));

        await().atMost(SOON).untilAsserted(() -> assertThat(state()).isEqualTo("CLOSED"));
        assertThat(query("message")).containsExactly("sold-out");
        try (QueueService later = QueueService.withoutKafka(redis.url(), postgres)) {
            await().atMost(SOON).untilAsserted(() -> assertThat(left(later)).isEqualTo(Map.of("R", 0L)));
        }
        assertThat(commands()).containsExactly("system closed sold-out");
    }

    @Test
    void a_performance_that_was_not_counted_keeps_the_sale_open() throws SQLException {
        publish();
        first.publish(counted(friday, 1, 0, 0));
        SaleId other = SaleId.next();
        String only = OpaqueId.next();
        first.publish(published(other, List.of(only), 5));
        first.publish(
                new SeatsCounted(other.value(), only, 1, List.of(new GradeCount("R", 0, 0, 9, 0)), Instant.now()));

        await().atMost(SOON).untilAsserted(() -> assertThat(stateOf(other)).isEqualTo("CLOSED"));
        assertThat(state()).isEqualTo("RUNNING"); // although its count arrived first
        assertThat(left(first)).isEmpty();
    }

    @Test
    void waiting_fans_see_it_by_stream_and_by_poll_and_nobody_can_join() {
        publish(0);
        join("ann").expectStatus().isCreated();
        Flux<ServerSentEvent<Map<String, Object>>> events = second.fan("ann")
                .get()
                .uri(places() + "/me/events")
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(EVENT)
                .getResponseBody();

        StepVerifier.create(events.filter(event -> event.event() != null))
                .expectNextCount(2) // the sale and the place
                .then(() -> {
                    first.publish(counted(friday, 1, 0, 0));
                    first.publish(counted(saturday, 1, 0, 0));
                })
                .thenConsumeWhile(event -> !"closed".equals(event.event()))
                .assertNext(closed -> assertThat(closed.data()).isEqualTo(Map.of("reason", "sold-out")))
                .expectComplete()
                .verify(SOON);

        second.fan("ann")
                .get()
                .uri(places() + "/me")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("WAITING")
                .jsonPath("$.sale.state")
                .isEqualTo("CLOSED")
                .jsonPath("$.sale.reason")
                .isEqualTo("sold-out")
                .jsonPath("$.sale.returnsList")
                .doesNotExist() // there is no count yet
                .jsonPath("$.eta")
                .isEqualTo(null);
        join("ann").expectStatus().isOk().expectBody().jsonPath("$.sale.reason").isEqualTo("sold-out");
        join("late")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:onsale:problem:sale-closed")
                .jsonPath("$.returnsList")
                .doesNotExist();
    }

    @Test
    void when_seats_are_returned_a_sold_out_sale_runs_again_and_waiting_fans_are_first() throws SQLException {
        publish(0);
        join("ann").expectStatus().isCreated();
        first.publish(counted(friday, 1, 0, 0));
        first.publish(counted(saturday, 1, 0, 0));
        await().atMost(SOON).untilAsserted(() -> assertThat(state()).isEqualTo("CLOSED"));
        first.publish(counted(friday, 2, 0, 1)); // held by a fan inside, so not free
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(rows("select held from queue.seats_counted"
                                + " where version = 2 and performance_id = '" + friday + "'"))
                        .containsExactly("1"));
        first.bean(SaleBook.class).refresh().block(SOON);
        first.bean(SeatsOnSale.class).round(first.bean(SaleBook.class).active()).block(SOON);
        assertThat(state()).isEqualTo("CLOSED");
        join("late").expectStatus().isEqualTo(409);

        first.publish(counted(friday, 3, 2, 0));

        await().atMost(SOON).untilAsserted(() -> assertThat(state()).isEqualTo("RUNNING"));
        await().atMost(SOON).untilAsserted(() -> join("ben").expectStatus().isCreated());
        second.fan("ann")
                .get()
                .uri(places() + "/me")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("WAITING")
                .jsonPath("$.ahead")
                .isEqualTo(0);
        assertThat(commands()).containsExactly("system closed sold-out", "system running seats-back");

        first.publish(counted(friday, 4, 0, 0));
        await().atMost(SOON).untilAsserted(() -> assertThat(state()).isEqualTo("CLOSED"));
    }

    @Test
    void a_manager_may_let_a_sold_out_sale_run_again_but_not_one_that_was_closed_by_hand() throws SQLException {
        publish();
        first.publish(counted(friday, 1, 0, 0));
        first.publish(counted(saturday, 1, 0, 0));
        await().atMost(SOON).untilAsserted(() -> assertThat(state()).isEqualTo("CLOSED"));

        command("resume", "More chairs")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("RUNNING");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(commands())
                        .endsWith("boss running More chairs", "system closed sold-out")); // nothing to sell yet

        first.publish(counted(friday, 2, 5, 0));
        await().atMost(SOON).untilAsserted(() -> assertThat(state()).isEqualTo("RUNNING"));
        command("close", "sold-out").expectStatus().isOk(); // any reason given by an operator ends the passes
        command("resume", "Again").expectStatus().isEqualTo(409);
        assertThat(query("message")).containsExactly("Sold out");
    }

    private ResponseSpec command(String command, String reason) {
        return first.manager()
                .post()
                .uri("/api/v1/admin/sales/" + sale.value() + "/" + command)
                .bodyValue(Map.of("reason", reason))
                .exchange();
    }

    private ResponseSpec join(String fan) {
        return second.fan(fan).post().uri(places()).exchange();
    }

    private String places() {
        return "/api/v1/sales/" + sale.value() + "/places";
    }

    private void publish() {
        publish(5);
    }

    private void publish(int capacity) {
        first.publish(published(sale, List.of(friday, saturday), capacity));
        await().atMost(SOON).untilAsserted(() -> assertThat(query("state")).hasSize(1));
    }

    private static SalePublished published(SaleId sale, List<String> performances, int capacity) {
        SalePublished plain = QueueService.sale(sale, null, Instant.now().minusSeconds(1), capacity, 100);
        return new SalePublished(
                plain.saleId(),
                plain.eventId(),
                plain.title(),
                plain.sale(),
                plain.grades(),
                performances.stream()
                        .map(id -> new Performance(id, Instant.now().plusSeconds(86_400)))
                        .toList(),
                plain.plan());
    }

    private SeatsCounted counted(String performance, long version, int available, int held) {
        return new SeatsCounted(
                sale.value(),
                performance,
                version,
                List.of(new GradeCount("R", available, held, 20 - available - held, 0)),
                Instant.now());
    }

    private Map<String, Long> left(QueueService node) {
        return node.bean(SeatsLeft.class).of(sale);
    }

    private String state() throws SQLException {
        return stateOf(sale);
    }

    private static String stateOf(SaleId sale) throws SQLException {
        return rows("select state from queue.sale where sale_id = '" + sale + "'")
                .getFirst();
    }

    private List<String> query(String column) throws SQLException {
        return rows("select " + column + " from queue.sale where sale_id = '" + sale + "'");
    }

    private List<String> commands() throws SQLException {
        return rows("select who || ' ' || command || ' ' || reason from queue.sale_audit where sale_id = '" + sale
                + "' order by audit_id");
    }

    private static List<String> rows(String sql) throws SQLException {
        try (var connection = postgres.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }
}
