package io.onsale.queue.stream.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.testing.KafkaBroker;
import io.onsale.kernel.testing.PostgresServer;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.replica.LineReplicas;
import io.onsale.queue.replica.ReplicaUpdates;
import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.PrivateLines;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.testing.Policies;
import io.onsale.queue.testing.QueueService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** The limits of streams and polls, over real connections. */
class StreamsTest {
    private static final ParameterizedTypeReference<ServerSentEvent<Map<String, Object>>> EVENT =
            new ParameterizedTypeReference<>() {};
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final int STREAMS_MAX = 4;

    @RegisterExtension
    static final RedisServer redis = new RedisServer();

    @RegisterExtension
    static final PostgresServer postgres = new PostgresServer();

    @RegisterExtension
    static final KafkaBroker kafka = new KafkaBroker();

    private static @Nullable QueueService running;

    @BeforeAll
    static void start() {
        running = new QueueService(redis.url(), postgres, kafka, "--onsale.queue.streams-max=" + STREAMS_MAX);
    }

    @AfterAll
    static void stop() {
        service().close();
    }

    private static QueueService service() {
        return Objects.requireNonNull(running);
    }

    /** A stream and its events. */
    private static final class Stream implements AutoCloseable {
        private final List<ServerSentEvent<Map<String, Object>>> events = new CopyOnWriteArrayList<>();
        private final AtomicBoolean ended = new AtomicBoolean();
        private final reactor.core.Disposable reading;

        Stream(QueueService service, SaleId sale, String fan) {
            reading = service.fan(fan)
                    .get()
                    .uri(places(sale) + "/me/events")
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .returnResult(EVENT)
                    .getResponseBody()
                    .doOnComplete(() -> ended.set(true))
                    .subscribe(events::add);
            await().atMost(SOON).until(() -> !of("place").isEmpty());
        }

        List<Map<String, Object>> of(String name) {
            return events.stream()
                    .filter(event -> name.equals(event.event()))
                    .map(event -> Objects.requireNonNull(event.data()))
                    .toList();
        }

        @Override
        public void close() {
            reading.dispose();
        }
    }

    @Test
    void the_third_stream_of_a_fan_ends_the_oldest() {
        SaleId sale = openSale(service());
        join(service(), sale, "ann");
        try (Stream first = new Stream(service(), sale, "ann");
                Stream second = new Stream(service(), sale, "ann");
                Stream third = new Stream(service(), sale, "ann")) {
            await().atMost(SOON).untilTrue(first.ended);
            assertThat(first.of("closed")).containsExactly(Map.of("reason", "elsewhere"));
            assertThat(second.ended).isFalse();
            assertThat(third.ended).isFalse();
        }
        await().atMost(SOON).until(() -> streams(sale) == 0);
    }

    @Test
    void a_node_that_is_full_says_so_and_polling_still_works() {
        SaleId sale = openSale(service());
        List<Stream> crowd = new ArrayList<>();
        for (int i = 0; i < STREAMS_MAX; i++) {
            join(service(), sale, "fan" + i);
            crowd.add(new Stream(service(), sale, "fan" + i));
        }
        join(service(), sale, "late");
        service()
                .fan("late")
                .get()
                .uri(places(sale) + "/me/events")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .exists("Retry-After")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:onsale:problem:unavailable");
        service()
                .fan("late")
                .get()
                .uri(places(sale) + "/me")
                .exchange()
                .expectStatus()
                .isOk();
        crowd.forEach(Stream::close);
        await().atMost(SOON).until(() -> streams(sale) == 0);
    }

    @Test
    void a_fan_who_polls_much_faster_than_told_is_refused_for_a_while() {
        SaleId sale = openSale(service());
        join(service(), sale, "ann");
        for (int i = 0; i < 3; i++) {
            look(sale, "ann").expectStatus().isOk();
        }
        boolean refused = false;
        for (int i = 0; i < 20 && !refused; i++) {
            refused = look(sale, "ann").returnResult(Void.class).getStatus().value() == 429;
        }
        assertThat(refused).isTrue();
        look(sale, "ann")
                .expectStatus()
                .isEqualTo(429)
                .expectHeader()
                .exists("Retry-After")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:onsale:problem:too-many-requests");
        await().atMost(SOON)
                .until(() ->
                        look(sale, "ann").returnResult(Void.class).getStatus().value() == 200);
    }

    @Test
    void before_a_node_stops_each_stream_is_told_when_to_come_back() {
        QueueService leaving = new QueueService(redis.url(), postgres, kafka);
        SaleId sale = openSale(leaving);
        List<Stream> crowd = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            join(leaving, sale, "fan" + i);
            crowd.add(new Stream(leaving, sale, "fan" + i));
        }

        leaving.close();

        assertThat(crowd).allSatisfy(stream -> {
            await().atMost(SOON).untilTrue(stream.ended);
            assertThat(stream.of("drain")).hasSize(1);
            Object delay = stream.of("drain").getFirst().get("reconnectAfterMs");
            assertThat(Objects.requireNonNull(stream.events.getLast().retry()).toMillis())
                    .isEqualTo(((Number) Objects.requireNonNull(delay)).longValue());
        });
        assertThat(crowd.stream().map(stream -> stream.events.getLast().retry()).distinct())
                .hasSize(20);
        assertThat(absent(sale)).hasSize(20).contains("fan0", "fan19"); // no other node knows that they were present
    }

    private static List<String> absent(SaleId sale) {
        RedisClient client = RedisClient.create(redis.url());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return connection.sync().zrange("q:{" + sale.value() + "}:absent", 0, -1);
        } finally {
            client.shutdown();
        }
    }

    /** A manager's stream of figures, until it ends. */
    private static Flux<ServerSentEvent<Map<String, Object>>> figures(QueueService service, SaleId sale) {
        return service.manager()
                .get()
                .uri("/api/v1/admin/sales/{sale}/stats/events", sale.value())
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("X-Accel-Buffering", "no")
                .returnResult(EVENT)
                .getResponseBody();
    }

    @Test
    void figures_are_sent_repeatedly_until_the_node_stops() {
        QueueService leaving = new QueueService(redis.url(), postgres, kafka);
        SaleId sale = openSale(leaving);
        join(leaving, sale, "ann");
        await().atMost(SOON).until(() -> figure(leaving, sale, "waiting") == 1);

        StepVerifier.create(figures(leaving, sale))
                .assertNext(event -> {
                    assertThat(event.event()).isEqualTo("stats");
                    assertThat(event.data()).containsEntry("state", "OPEN").containsEntry("waiting", 1);
                    assertThat(Objects.requireNonNull(event.data()).get("asOf")).isNotNull();
                })
                .expectNextCount(1)
                .then(() -> Schedulers.boundedElastic().schedule(leaving::close))
                .thenConsumeWhile(event -> true)
                .expectComplete() // not cut off at the end of the shutdown time
                .verify(SOON);
    }

    @Test
    void figures_end_with_the_sale() {
        SalePolicy policy = Policies.opening(Instant.now(), LineOrder.ARRIVAL); // a sale that no node manages
        service().bean(PrivateLines.class).open(policy).block(SOON);
        service()
                .bean(WaitingLine.class)
                .join(policy.sale(), new FanId("ann"), WaitingLine.NO_KEY)
                .then(Mono.defer(() -> service().bean(ReplicaUpdates.class).tick(policy.sale())))
                .block(SOON);

        StepVerifier.create(figures(service(), policy.sale()))
                .expectNextCount(1)
                .then(() -> service().bean(LineReplicas.class).remove(policy.sale()))
                .thenConsumeWhile(event -> true)
                .expectComplete()
                .verify(SOON);
        service()
                .manager()
                .get()
                .uri("/api/v1/admin/sales/{sale}/stats/events", policy.sale().value())
                .exchange()
                .expectStatus()
                .isNotFound();
        service().bean(PrivateLines.class).remove(policy.sale()).block(SOON);
    }

    @Test
    void a_fan_who_closes_the_stream_loses_the_place_unless_it_comes_back() {
        SaleId sale = openSale(service());
        service()
                .manager()
                .put()
                .uri("/api/v1/admin/sales/{sale}/policy", sale.value())
                .bodyValue(Policies.change(1, 0, 100, Map.of("presenceGraceSeconds", 3)))
                .exchange()
                .expectStatus()
                .isOk();
        join(service(), sale, "ann");
        join(service(), sale, "ben");
        new Stream(service(), sale, "ann").close();
        new Stream(service(), sale, "ben").close();
        try (Stream back = new Stream(service(), sale, "ben")) {
            await().atMost(SOON).until(() -> figure(sale, "absent") == 1);
            assertThat(back.ended).isFalse();
            look(sale, "ben").expectBody().jsonPath("$.state").isEqualTo("WAITING");
            look(sale, "ann").expectBody().jsonPath("$.state").isEqualTo("LEFT");
        }
    }

    @Test
    void after_a_pause_a_called_fan_sees_the_new_deadline() {
        SaleId sale = openSale(service(), 1);
        service().fan("ann").post().uri(places(sale)).exchange().expectStatus().isCreated();
        try (Stream ann = new Stream(service(), sale, "ann")) {
            await().atMost(SOON).until(() -> ann.of("ready").size() == 1);
            operate(sale, "pause");
            await().atMost(SOON)
                    .until(() -> "PAUSED".equals(ann.of("sale").getLast().get("state")));
            operate(sale, "resume");
            await().atMost(SOON).until(() -> ann.of("ready").size() == 2);
            assertThat(claimBy(ann.of("ready").get(1)))
                    .isAfter(claimBy(ann.of("ready").get(0)));
        }
    }

    private static Instant claimBy(Map<String, Object> ready) {
        return Instant.parse(String.valueOf(ready.get("claimBy")));
    }

    private static void operate(SaleId sale, String command) {
        service()
                .manager()
                .post()
                .uri("/api/v1/admin/sales/{sale}/{command}", sale.value(), command)
                .bodyValue(Map.of("reason", "To see what happens"))
                .exchange()
                .expectStatus()
                .isOk();
    }

    private static SaleId openSale(QueueService service) {
        return openSale(service, 0);
    }

    private static SaleId openSale(QueueService service, int capacity) {
        SaleId sale = SaleId.next();
        service.publish(QueueService.sale(sale, null, Instant.now().minusSeconds(1), capacity, 100));
        await().atMost(SOON)
                .until(() -> service.manager()
                        .get()
                        .uri("/api/v1/admin/sales/{sale}/policy", sale.value())
                        .exchange()
                        .returnResult(Void.class)
                        .getStatus()
                        .is2xxSuccessful());
        return sale;
    }

    private static String places(SaleId sale) {
        return "/api/v1/sales/" + sale.value() + "/places";
    }

    private static void join(QueueService service, SaleId sale, String fan) {
        service.fan(fan)
                .post()
                .uri(places(sale))
                .exchange()
                .expectStatus()
                .is2xxSuccessful()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("WAITING");
    }

    private static org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec look(
            SaleId sale, String fan) {
        return service().fan(fan).get().uri(places(sale) + "/me").exchange();
    }

    private static int streams(SaleId sale) {
        return figure(sale, "streams");
    }

    private static int figure(SaleId sale, String name) {
        return figure(service(), sale, name);
    }

    private static int figure(QueueService service, SaleId sale, String name) {
        Map<String, Object> figures = service.manager()
                .get()
                .uri("/api/v1/admin/sales/{sale}/stats", sale.value())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody();
        return ((Number) Objects.requireNonNull(Objects.requireNonNull(figures).get(name))).intValue();
    }
}
