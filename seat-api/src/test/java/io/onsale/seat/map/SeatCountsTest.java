package io.onsale.seat.map;

import static io.onsale.seat.testing.SaleBuilder.NOT_FOR_SALE;
import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static io.onsale.seat.testing.SeatService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.seat.plan.Performance;
import io.onsale.seat.testing.BoxOffice;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.redis.Scripts;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** What is left, over HTTP. */
class SeatCountsTest {
    @RegisterExtension
    static final SeatService service = new SeatService();

    private final Performance performance = service.publish(aSale().withRow("A", 4)
            .withRow("B", 2, "S")
            .withRow("C", 1, NOT_FOR_SALE)
            .inSection("F2")
            .withRow("A", 3)
            .withGeneralAdmission("pit", "Pit", 5));
    private final BoxOffice office = new BoxOffice(service, performance);
    private final String path = "/api/v1/performances/" + performance.id() + "/seats";

    private String counts() {
        return Objects.requireNonNull(service.http()
                .get()
                .uri(path + "/counts")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private ResponseSpec states(String... ids) {
        return service.http()
                .post()
                .uri(path + "/states")
                .bodyValue(Map.of("seatIds", List.of(ids)))
                .exchange();
    }

    @Test
    void seats_are_counted_by_section_and_grade() {
        office.hold(aFan(), "A-1", "F2-A-2", "pit#1", "pit#2");

        eventually(() -> assertThat(counts())
                .contains(
                        "{\"section\":\"F1\",\"grade\":\"R\",\"area\":null,\"available\":3,\"held\":1,\"sold\":0,\"blocked\":0}")
                .contains("{\"section\":\"F1\",\"grade\":\"S\",\"area\":null,\"available\":2,")
                .contains("{\"section\":\"F2\",\"grade\":\"R\",\"area\":null,\"available\":2,\"held\":1,")
                .contains("{\"section\":\"Pit\",\"grade\":\"S\",\"area\":\"pit\",\"available\":3,\"held\":2,"));
    }

    @Test
    void the_snapshot_says_what_is_left_of_areas() {
        office.hold(aFan(), "pit#1");

        eventually(() -> service.http()
                .get()
                .uri(path)
                .exchange()
                .expectBody()
                .jsonPath("$.areas[0].id")
                .isEqualTo("pit")
                .jsonPath("$.areas[0].available")
                .isEqualTo(4));
    }

    @Test
    void the_stream_has_all_counts_at_once_and_when_they_change() {
        Flux<ServerSentEvent<String>> events = service.http()
                .get()
                .uri(path + "/counts/events")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(new ParameterizedTypeReference<ServerSentEvent<String>>() {})
                .getResponseBody()
                .filter(event -> event.event() != null);

        StepVerifier.create(events)
                .assertNext(first -> assertThat(first.data()).contains("\"available\":4,\"held\":0"))
                .then(() -> office.hold(aFan(), "A-1"))
                .assertNext(next -> {
                    assertThat(next.event()).isEqualTo("counts");
                    assertThat(next.data()).contains("\"available\":3,\"held\":1");
                })
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void states_of_some_seats_are_of_one_version() {
        office.hold(aFan(), "A-2");

        eventually(() -> states("A-2", "C-1", "A-1", "A-2")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.seats[0].state")
                .isEqualTo("HELD")
                .jsonPath("$.seats[1].state")
                .isEqualTo("BLOCKED")
                .jsonPath("$.seats[2].seatId")
                .isEqualTo("A-1")
                .jsonPath("$.seats.length()")
                .isEqualTo(3));
        states("A-1", "Z-9")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.unknown[0]")
                .isEqualTo("Z-9");
        states().expectStatus().isBadRequest();
    }

    @Test
    void no_request_reads_redis() {
        eventually(() -> assertThat(counts()).isNotEmpty()); // the map is there
        var redis = service.bean(Scripts.class).commands();
        WebClient client = WebClient.create("http://127.0.0.1:" + service.port());
        int requests = 1_000;
        redis.configSet("slowlog-max-len", "100000").block(PATIENCE);
        redis.configSet("slowlog-log-slower-than", "0").block(PATIENCE); // every command
        redis.slowlogReset().block(PATIENCE);
        try {
            Flux.range(0, requests)
                    .flatMap(
                            i -> client.get()
                                    .uri(path + (i % 2 == 0 ? "" : "/counts"))
                                    .retrieve()
                                    .toBodilessEntity(),
                            32)
                    .blockLast(PATIENCE);
            long mentions = Objects.requireNonNull(redis.slowlogGet(100_000)
                    .filter(entry -> entry.toString().contains(performance.id().value()))
                    .count()
                    .block(PATIENCE));
            assertThat(mentions)
                    .as("commands about this performance: those of loops")
                    .isLessThan(requests / 2);
        } finally {
            redis.configSet("slowlog-log-slower-than", "10000").block(PATIENCE);
            redis.configSet("slowlog-max-len", "128").block(PATIENCE);
        }
    }
}
