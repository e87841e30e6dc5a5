package io.onsale.queue.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.OnsaleEvent.GivenPlace;
import io.onsale.kernel.event.OnsaleEvent.LineEvent;
import io.onsale.kernel.event.OnsaleEvent.LineMoved;
import io.onsale.kernel.event.OnsaleEvent.PlacesGiven;
import io.onsale.kernel.event.OnsaleEvent.SaleChanged;
import io.onsale.kernel.event.Topic;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.testing.KafkaBroker;
import io.onsale.kernel.testing.PostgresServer;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.testing.QueueService;
import io.onsale.service.kafka.EventConsumer;
import io.onsale.service.kafka.KafkaEdge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;

/** What an auditor receives about a line over Kafka, from two nodes, and that the line does not wait for Kafka. */
class AuditStreamTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    static final RedisServer redis = new RedisServer();

    @RegisterExtension
    static final PostgresServer postgres = new PostgresServer();

    @RegisterExtension
    static final KafkaBroker kafka = new KafkaBroker();

    private static final List<AuditEvent> received = new CopyOnWriteArrayList<>();
    private static QueueService first;
    private static QueueService second;
    private static EventConsumer auditor;

    private final SaleId sale = SaleId.next();
    private final String places = "/api/v1/sales/" + sale + "/places";

    @BeforeAll
    static void start() {
        first = new QueueService(redis.url(), postgres, kafka);
        second = new QueueService(redis.url(), postgres, kafka);
        auditor = first.bean(KafkaEdge.Consumers.class)
                .consumer(
                        "auditor-" + OpaqueId.next(),
                        Set.of(Topic.LINE),
                        record -> Mono.fromRunnable(() -> {
                            if (record.data() instanceof LineEvent event) {
                                received.add(new AuditEvent(record.id(), event));
                            }
                        }));
        auditor.start();
    }

    @AfterAll
    static void stop() {
        auditor.stop();
        second.close();
        first.close();
    }

    @Test
    void an_auditor_receives_all_numbers_what_became_of_them_and_what_operators_did() {
        publish();
        join(first, "ann");
        join(second, "ben");
        await().atMost(SOON) // a line calls nobody in its first moments
                .untilAsserted(() -> first.fan("ann")
                        .post()
                        .uri(places + "/me/pass")
                        .exchange()
                        .expectStatus()
                        .isOk());
        second.fan("ann").delete().uri(places + "/me").exchange().expectStatus().isNoContent();
        first.manager()
                .post()
                .uri("/api/v1/admin/sales/" + sale + "/close")
                .bodyValue(Map.of("reason", "No licence"))
                .exchange()
                .expectStatus()
                .isOk();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(of(PlacesGiven.class)
                                .flatMap(given -> given.places().stream())
                                .distinct())
                        .containsExactly(new GivenPlace(1, "ann"), new GivenPlace(2, "ben")));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(of(LineMoved.class)
                                .filter(move -> move.fanId().equals("ann"))
                                .map(move -> move.kind() + ' ' + move.number())
                                .distinct()
                                .toList())
                        .containsExactly("READY 1", "ADMITTED 1", "ENDED 1"));
        assertThat(of(LineMoved.class).map(LineMoved::kind).toList()).startsWith("CAPACITY");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(of(SaleChanged.class)
                                .map(change -> change.command() + ' ' + change.endsPasses())
                                .distinct()
                                .toList())
                        .containsExactly("closed true"));
        assertThat(received).filteredOn(this::isOfThisSale).doesNotHaveDuplicates();
    }

    @Test
    void without_kafka_fans_join_and_are_called_and_everything_is_published_later() {
        publish();
        try (QueueService cutOff = QueueService.withoutKafka(redis.url(), postgres)) {
            join(cutOff, "ann");
            join(cutOff, "ben");
            join(cutOff, "cleo");
        }

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(of(PlacesGiven.class)
                                .flatMap(given -> given.places().stream())
                                .map(GivenPlace::fanId)
                                .distinct())
                        .containsExactly("ann", "ben", "cleo"));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(of(LineMoved.class).map(LineMoved::fanId)).contains("ann", "ben", "cleo"));
    }

    private void publish() {
        first.publish(QueueService.sale(sale, null, Instant.now().minusSeconds(1), 5, 100));
        for (QueueService node : List.of(first, second)) {
            await().atMost(SOON)
                    .until(() -> node.manager()
                            .get()
                            .uri("/api/v1/admin/sales/" + sale + "/policy")
                            .exchange()
                            .returnResult(Void.class)
                            .getStatus()
                            .is2xxSuccessful());
        }
    }

    private void join(QueueService node, String fan) {
        await().atMost(SOON)
                .until(() -> node.fan(fan)
                        .post()
                        .uri(places)
                        .exchange()
                        .returnResult(Void.class)
                        .getStatus()
                        .is2xxSuccessful());
    }

    private boolean isOfThisSale(AuditEvent event) {
        return event.event().saleId().equals(sale.value());
    }

    private <T extends OnsaleEvent> Stream<T> of(Class<T> type) {
        return received.stream()
                .filter(this::isOfThisSale)
                .map(AuditEvent::event)
                .filter(type::isInstance)
                .map(type::cast);
    }
}
