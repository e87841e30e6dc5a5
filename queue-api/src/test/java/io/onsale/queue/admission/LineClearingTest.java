package io.onsale.queue.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.testing.KafkaBroker;
import io.onsale.kernel.testing.PostgresServer;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.line.LineKeys;
import io.onsale.queue.sale.SaleBook;
import io.onsale.queue.testing.QueueService;
import io.onsale.service.loop.Loop;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What happens to a line after its sale, in the running service. */
class LineClearingTest {
    private static final Duration SOON = Duration.ofSeconds(15);

    @RegisterExtension
    static final RedisServer server = new RedisServer();

    @RegisterExtension
    static final PostgresServer postgres = new PostgresServer();

    @RegisterExtension
    static final KafkaBroker kafka = new KafkaBroker();

    private static @Nullable QueueService running;
    private static @Nullable RedisClient client;
    private static @Nullable StatefulRedisConnection<String, String> connection;

    @BeforeAll
    static void start() {
        running = new QueueService(server.url(), postgres, kafka);
        service().bean("admissionLoop", Loop.class).stop(); // a running tick could set up a line that was just removed
        client = RedisClient.create(server.url());
        connection = client.connect();
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(connection).close();
        Objects.requireNonNull(client).shutdown();
        service().close();
    }

    private static QueueService service() {
        return Objects.requireNonNull(running);
    }

    private static RedisCommands<String, String> redis() {
        return Objects.requireNonNull(connection).sync();
    }

    @Test
    void a_finished_line_is_removed_once_its_log_is_copied_and_not_before_two_hours() throws SQLException {
        SaleId sale = openSale();
        join(sale, "ann").expectStatus().isCreated();
        join(sale, "ben").expectStatus().isCreated();
        closed(sale, Duration.ofMinutes(119));
        lastEntry(sale, "carl");

        clear();
        assertThat(keys(sale))
                .contains(LineKeys.of(sale).places(), LineKeys.of(sale).line());
        closed(sale, Duration.ofHours(3));
        clear();

        assertThat(keys(sale)).isEmpty();
        assertThat(logged(sale)).contains("READY:ann", "LEFT:carl"); // including entries that were not copied yet
        clear();
        assertThat(keys(sale)).isEmpty();
    }

    @Test
    void a_sale_that_continues_after_all_keeps_its_line() throws SQLException {
        SaleId sale = openSale();
        join(sale, "ann").expectStatus().isCreated();
        closed(sale, Duration.ofMinutes(90));
        clear();

        closed(sale, Duration.ofHours(-1));
        clear();

        await().atMost(SOON)
                .untilAsserted(() -> join(sale, "ann")
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .jsonPath("$.number")
                        .isEqualTo(1));
    }

    @Test
    void a_fan_who_comes_after_the_line_was_removed_is_refused_and_leaves_nothing_behind() throws SQLException {
        SaleId sale = openSale();
        closed(sale, Duration.ofHours(3));
        clear();

        join(sale, "ann")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:onsale:problem:sale-closed");

        assertThat(keys(sale))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(redis().pttl(key)).isBetween(0L, 60_000L));
    }

    private static void clear() {
        service().bean(LineClearing.class).round().block(SOON);
    }

    private static SaleId openSale() {
        SaleId sale = SaleId.next();
        service().publish(QueueService.sale(sale, null, Instant.now().minusSeconds(1), 1, 100));
        await().atMost(SOON).until(() -> service().bean(SaleBook.class).policy(sale) != null);
        return sale;
    }

    /** Pretends that the sale closed this long ago. If that makes it inactive, returns when the service has stopped managing it. */
    private static void closed(SaleId sale, Duration ago) throws SQLException {
        Instant end = Instant.now().minus(ago);
        try (var database = postgres.connect();
                PreparedStatement statement = database.prepareStatement(
                        "update queue.sale set lobby_opens_at = ?::timestamptz - interval '1 day', "
                                + "opens_at = ?::timestamptz - interval '1 day', closes_at = ?::timestamptz where sale_id = ?")) {
            for (int i = 1; i <= 3; i++) {
                statement.setString(i, end.toString());
            }
            statement.setString(4, sale.value());
            statement.execute();
        }
        if (ago.compareTo(Duration.ofHours(1)) > 0) {
            await().atMost(SOON).until(() -> service().bean(SaleBook.class).policy(sale) == null);
        }
    }

    /** An entry written by a script just before the service stopped managing the line. */
    private static void lastEntry(SaleId sale, String fan) {
        redis().xadd(
                        LineKeys.of(sale).log(),
                        Map.of("k", "LEFT", "f", fan, "n", "9", "v", "0", "r", "LEFT", "s", "0", "g", "9"));
    }

    private static List<String> keys(SaleId sale) {
        return redis().keys("q:{" + sale.value() + "}:*");
    }

    private static List<String> logged(SaleId sale) throws SQLException {
        try (var database = postgres.connect();
                PreparedStatement statement = database.prepareStatement(
                        "select string_agg(kind || ':' || fan_id, ' ') from queue.admission_log where sale_id = ?")) {
            statement.setString(1, sale.value());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return List.of(Objects.requireNonNullElse(rows.getString(1), "").split(" "));
            }
        }
    }

    private static WebTestClient.ResponseSpec join(SaleId sale, String fan) {
        return service()
                .fan(fan)
                .post()
                .uri("/api/v1/sales/" + sale.value() + "/places")
                .exchange();
    }
}
