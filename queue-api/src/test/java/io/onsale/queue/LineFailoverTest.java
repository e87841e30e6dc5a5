package io.onsale.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.embedded.RedisCluster;
import io.onsale.embedded.RedisProcess;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.testing.KafkaBroker;
import io.onsale.kernel.testing.PostgresServer;
import io.onsale.queue.line.LineKeys;
import io.onsale.queue.testing.QueueService;
import io.onsale.service.testing.SlotMove;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The line on a Redis Cluster, while the node that has it dies or gives it away: every place that a fan was told is there afterwards. */
class LineFailoverTest {
    private static final Duration SOON = Duration.ofSeconds(60); // a failover takes some 4 s
    private static final int FANS = 20;
    private static final ParameterizedTypeReference<Map<String, Object>> JSON = new ParameterizedTypeReference<>() {};

    @RegisterExtension
    static final PostgresServer postgres = new PostgresServer();

    @RegisterExtension
    static final KafkaBroker kafka = new KafkaBroker();

    @TempDir
    private static @Nullable Path data;

    private static @Nullable RedisCluster started;
    private static @Nullable QueueService running;

    private final RedisCluster cluster = Objects.requireNonNull(started);
    private final QueueService service = Objects.requireNonNull(running);
    private final SaleId sale = openSale();

    /** A place as its fan was told it. */
    private record Told(long number, String receipt) {}

    @BeforeAll
    static void start() {
        started = RedisCluster.in(Objects.requireNonNull(data)).start();
        running = new QueueService(started.url(), postgres, kafka, "--onsale.queue.quiet-after-loss=3s");
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(running).close();
        Objects.requireNonNull(started).close();
    }

    @Test
    void a_replica_takes_over_that_lacks_the_newest_places() {
        RedisProcess primary = owner();
        RedisProcess replica = cluster.replicaOf(primary);
        Map<String, Told> told = new LinkedHashMap<>(join("early"));
        replica.freeze();
        primary.call("CLIENT", "KILL", "TYPE", "replica"); // else it would read later what was sent meanwhile
        told.putAll(join("late")); // which it never gets

        primary.kill();
        replica.thaw();
        Told next = eventuallyJoins("next");

        assertThat(told.values().stream().map(Told::number))
                .doesNotHaveDuplicates()
                .doesNotContain(next.number());
        assertThat(owner()).isSameAs(replica);
        told.forEach(this::assertHasItsPlace);
        primary.start();
        cluster.awaitComplete();
    }

    @Test
    void the_line_moves_to_another_node() {
        Map<String, Told> told = join("early");

        SlotMove move = SlotMove.begin(cluster, LineKeys.of(sale).control()).moveKeys();
        int status = post("meanwhile", Map.of())
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
        RedisProcess to = move.end();
        Told next = eventuallyJoins("next");

        assertThat(status).as("some keys here and some there").isIn(201, 503);
        assertThat(owner()).isSameAs(to);
        assertThat(told.values().stream().map(Told::number)).doesNotContain(next.number());
        told.forEach(this::assertHasItsPlace);
    }

    private RedisProcess owner() {
        return cluster.ownerOf(LineKeys.of(sale).control());
    }

    private Map<String, Told> join(String group) {
        Map<String, Told> told = new LinkedHashMap<>();
        for (int i = 0; i < FANS; i++) {
            told.put(group + "-" + i, eventuallyJoins(group + "-" + i));
        }
        return told;
    }

    /** Tries again while the line is unavailable, as pages do. */
    private Told eventuallyJoins(String fan) {
        return await().atMost(SOON).until(() -> told(post(fan, Map.of())), Objects::nonNull);
    }

    private void assertHasItsPlace(String fan, Told told) {
        Told now =
                await().atMost(SOON).until(() -> told(post(fan, Map.of("receipt", told.receipt()))), Objects::nonNull);
        assertThat(now.number()).as(fan).isEqualTo(told.number());
    }

    /** Null if the line is unavailable; any other refusal fails. */
    private static @Nullable Told told(WebTestClient.ResponseSpec response) {
        var result = response.expectBody(JSON).returnResult();
        if (result.getStatus().value() == 503) {
            assertThat(result.getResponseHeaders().getFirst("Retry-After")).isNotNull();
            return null;
        }
        assertThat(result.getStatus().is2xxSuccessful()).as(result.toString()).isTrue();
        Map<String, Object> place = Objects.requireNonNull(result.getResponseBody());
        return new Told(
                ((Number) Objects.requireNonNull(place.get("number"))).longValue(),
                String.valueOf(place.get("receipt")));
    }

    private WebTestClient.ResponseSpec post(String fan, Map<String, String> body) {
        WebTestClient.RequestBodySpec request =
                service.fan(fan).post().uri("/api/v1/sales/" + sale.value() + "/places");
        return body.isEmpty() ? request.exchange() : request.bodyValue(body).exchange();
    }

    private SaleId openSale() {
        SaleId opened = SaleId.next();
        service.publish(QueueService.sale(opened, null, Instant.now().minusSeconds(1), 0, 100));
        await().atMost(SOON)
                .until(() -> service.manager()
                        .get()
                        .uri("/api/v1/admin/sales/{sale}/stats", opened.value())
                        .exchange()
                        .returnResult(Void.class)
                        .getStatus()
                        .is2xxSuccessful());
        return opened;
    }
}
