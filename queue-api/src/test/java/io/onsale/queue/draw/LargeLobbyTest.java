package io.onsale.queue.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.onsale.kernel.event.OnsaleEvent.SalePlan;
import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.event.SeatingPlan;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.testing.KafkaBroker;
import io.onsale.kernel.testing.PostgresServer;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.line.LineKeys;
import io.onsale.queue.testing.LobbyOnRedis;
import io.onsale.queue.testing.QueueService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Opens a large lobby in the service as it runs in production, and tells how long it was drawn for and how long Redis was busy with the
 * longest call of each script: {@code -Dtest=LargeLobbyTest -Donsale.fans=1000000}.
 */
@EnabledIfSystemProperty(named = "onsale.fans", matches = "\\d+")
class LargeLobbyTest {
    private static final long FANS = Long.getLong("onsale.fans", 0);
    private static final int LONGEST_KEPT = 20_000; // calls

    @RegisterExtension
    static final RedisServer server = new RedisServer();

    @RegisterExtension
    static final PostgresServer postgres = new PostgresServer();

    @RegisterExtension
    static final KafkaBroker kafka = new KafkaBroker();

    @Test
    void a_large_lobby_is_drawn() {
        SaleId sale = SaleId.next();
        RedisClient client = RedisClient.create(server.url());
        try (QueueService service = new QueueService(server.url(), postgres, kafka);
                StatefulRedisConnection<String, String> connection = client.connect()) {
            RedisCommands<String, String> redis = connection.sync();
            String control = LineKeys.of(sale).control();
            service.publish(tomorrow(sale));
            await().until(() -> redis.exists(control) == 1);
            new LobbyOnRedis(redis, sale).registerAll(FANS);
            redis.hset(control, Map.of("next", Long.toString(FANS + 1), "last", Long.toString(FANS + 10_000)));
            redis.configSet("slowlog-max-len", Integer.toString(LONGEST_KEPT));
            redis.configSet("slowlog-log-slower-than", "200");
            redis.slowlogReset();

            Instant start = open(sale, redis);
            Draws draws = service.bean(Draws.class);
            await().atMost(Duration.ofMinutes(5))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() ->
                            Objects.requireNonNull(draws.find(sale).block()).isComplete());

            System.out.println(FANS + " fans drawn in " + Duration.between(start, Instant.now())
                    + "; called meanwhile: " + redis.hget(control, "called")
                    + "; longest calls, microseconds by script: " + longest(redis));
            assertThat(Objects.requireNonNull(draws.find(sale).block()).listed())
                    .isEqualTo(FANS);
        } finally {
            client.shutdown();
        }
    }

    private static SalePublished tomorrow(SaleId sale) {
        Instant opening = Instant.now().plus(Duration.ofDays(1));
        SalePlan plan = new SalePlan(
                Instant.now().minusSeconds(60),
                opening,
                opening.plus(Duration.ofHours(2)),
                "RANDOM",
                1_000_000,
                10_000,
                4);
        SeatingPlan hall = new SeatingPlan("Hall", new SeatingPlan.Size(10, 10), List.of(), List.of(), List.of());
        return new SalePublished(sale.value(), "event-1", "A show", plan, List.of(), List.of(), hall);
    }

    /** Both clocks come to the opening: that of the line, and that of the nodes. */
    private static Instant open(SaleId sale, RedisCommands<String, String> redis) {
        Instant now = Instant.now();
        try (var database = postgres.connect();
                var statement = database.prepareStatement("update queue.sale set opens_at = now() where sale_id = ?")) {
            statement.setString(1, sale.value());
            statement.execute();
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
        redis.hset(LineKeys.of(sale).control(), "opens_at", Long.toString(now.toEpochMilli()));
        return now;
    }

    /** By the first digits of the script's SHA. */
    private static Map<String, Long> longest(RedisCommands<String, String> redis) {
        Map<String, Long> longest = new TreeMap<>();
        for (Object entry : redis.slowlogGet(LONGEST_KEPT)) {
            List<?> fields = (List<?>) entry;
            List<?> words = (List<?>) fields.get(3);
            String script = words.size() < 2 ? String.valueOf(words) : String.valueOf(words.get(1));
            longest.merge(script.substring(0, Math.min(8, script.length())), (Long) fields.get(2), Math::max);
        }
        return longest;
    }
}
