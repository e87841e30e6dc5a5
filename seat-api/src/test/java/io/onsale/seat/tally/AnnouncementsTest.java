package io.onsale.seat.tally;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static io.onsale.seat.testing.SeatService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.event.SeatsCounted;
import io.onsale.kernel.event.SeatsCounted.GradeCount;
import io.onsale.kernel.event.Topic;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.rebuild.SeatStore;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.kafka.EventConsumer;
import io.onsale.service.kafka.KafkaEdge;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

/** Counts as other services receive them over Kafka. */
class AnnouncementsTest {
    @RegisterExtension
    static final SeatService service = new SeatService();

    private static final List<SeatsCounted> heard = new CopyOnWriteArrayList<>();
    private static EventConsumer ear;

    private final Performance performance =
            service.publish(aSale().withRow("A", 4).withRow("B", 2, "S").atMost(4));
    private final FanId ann = aFan();

    @BeforeAll
    static void listen() {
        ear = service.bean(KafkaEdge.Consumers.class)
                .consumer(
                        "ear-" + OpaqueId.next(),
                        Set.of(Topic.SEATS),
                        event -> Mono.fromRunnable(() -> {
                            if (event.data() instanceof SeatsCounted counted) {
                                heard.add(counted);
                            }
                        }));
        ear.start();
    }

    @AfterAll
    static void stopListening() {
        ear.stop();
    }

    @Test
    void all_hear_how_many_seats_are_left() {
        eventually(() -> assertThat(latest()).containsExactly(count("R", 4, 0), count("S", 2, 0)));

        hold("A-1", "A-2", "B-1").expectStatus().isCreated();

        eventually(() -> assertThat(latest()).containsExactly(count("R", 2, 2), count("S", 1, 1)));
        assertThat(heardOf()).isSortedAccordingTo((a, b) -> Long.compare(a.version(), b.version()));
        assertThat(heardOf())
                .allSatisfy(counted -> assertThat(counted.saleId())
                        .isEqualTo(performance.sale().value()));
    }

    @Test
    void after_a_rebuild_the_version_is_higher() {
        eventually(() -> assertThat(heardOf()).isNotEmpty());
        long before = heardOf().getLast().version();
        service.redis().flush();

        eventually(() -> assertThat(
                        service.bean(SeatStore.class).getEpoch(performance.id()).block(PATIENCE))
                .isGreaterThan(before >>> 32));
        eventually(() -> hold("A-1").expectStatus().isCreated());

        eventually(() -> assertThat(latest()).contains(count("R", 3, 1)));
        assertThat(heardOf().getLast().version()).isGreaterThan(before);
    }

    private WebTestClient.ResponseSpec hold(String... seats) {
        return service.http()
                .post()
                .uri("/api/v1/performances/" + performance.id() + "/holds")
                .headers(headers -> headers.setBearerAuth(service.token(ann)))
                .header("Pass", service.pass(ann, performance.sale()))
                .bodyValue(Map.of("seatIds", List.of(seats)))
                .exchange();
    }

    private static GradeCount count(String grade, int available, int held) {
        return new GradeCount(grade, available, held, 0, 0);
    }

    private List<SeatsCounted> heardOf() {
        return heard.stream()
                .filter(counted ->
                        counted.performanceId().equals(performance.id().value()))
                .toList();
    }

    private List<GradeCount> latest() {
        List<SeatsCounted> all = heardOf();
        return all.isEmpty() ? List.of() : all.getLast().grades();
    }
}
