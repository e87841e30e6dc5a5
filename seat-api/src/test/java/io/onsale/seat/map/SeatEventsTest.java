package io.onsale.seat.map;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static io.onsale.seat.testing.SeatService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.HoldId;
import io.onsale.seat.hold.NewHold;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.testing.SeatService;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** The snapshot and the stream over HTTP, on a real Redis. */
class SeatEventsTest {
    @RegisterExtension
    static final SeatService service = new SeatService();

    private final Performance performance = service.publish(aSale().withRow("A", 8));
    private final String path = "/api/v1/performances/" + performance.id();

    @Test
    void a_snapshot_is_not_sent_to_those_who_have_it() {
        String etag = Objects.requireNonNull(service.http()
                .get()
                .uri(path + "/seats")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .cacheControl(org.springframework.http.CacheControl.noCache())
                .returnResult(String.class)
                .getResponseHeaders()
                .getETag());

        service.http()
                .get()
                .uri(path + "/seats")
                .header("If-None-Match", etag)
                .exchange()
                .expectStatus()
                .isNotModified();
        hold(0);
        eventually(() -> service.http()
                .get()
                .uri(path + "/seats")
                .header("If-None-Match", etag)
                .exchange()
                .expectStatus()
                .isOk());
    }

    @Test
    void changes_are_pushed_and_a_stream_goes_on_where_it_ended() {
        String[] last = {""};
        StepVerifier.create(events(null))
                .assertNext(event -> assertThat(event.data()).endsWith("\"changes\":[]}"))
                .then(() -> hold(2))
                .assertNext(event -> {
                    assertThat(event.event()).isEqualTo("seats");
                    assertThat(event.data()).endsWith("\"changes\":[[2,1]]}");
                    last[0] = Objects.requireNonNull(event.id());
                })
                .thenCancel()
                .verify(PATIENCE);
        hold(5);
        eventually(() -> assertThat(version()).isGreaterThan(Long.parseLong(last[0])));

        StepVerifier.create(events(last[0]))
                .assertNext(event -> assertThat(event.data()).endsWith("\"changes\":[[5,1]]}"))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void a_stream_starts_from_the_snapshot_that_its_reader_has() {
        long version = version();
        hold(1);
        eventually(() -> assertThat(version()).isGreaterThan(version));

        StepVerifier.create(stream(path + "/seats/events?after=" + version, null))
                .assertNext(event -> assertThat(event.data()).endsWith("\"changes\":[[1,1]]}"))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void who_was_away_too_long_is_sent_to_the_snapshot() {
        StepVerifier.create(events("5"))
                .assertNext(event -> assertThat(event.event()).isEqualTo("snapshot"))
                .thenCancel()
                .verify(PATIENCE);
    }

    @ParameterizedTest
    @MethodSource
    void an_id_that_is_none_of_ours_is_answered_by_a_snapshot(String id) {
        StepVerifier.create(events(id))
                .assertNext(event -> assertThat(event.event()).isEqualTo("snapshot"))
                .thenCancel()
                .verify(PATIENCE);
    }

    static Stream<String> an_id_that_is_none_of_ours_is_answered_by_a_snapshot() {
        return Stream.of(
                "1-2-0-0",
                "nonsense",
                "-7",
                "0",
                "12.5",
                "0x10",
                "null",
                "caf\u00e9",
                "9".repeat(19),
                "9".repeat(4000),
                String.valueOf(Long.MAX_VALUE),
                String.valueOf(Long.MIN_VALUE));
    }

    @Test
    void an_id_of_another_performance_is_answered_by_a_snapshot() {
        Performance other = service.publish(aSale().withRow("A", 8));
        long foreign = Objects.requireNonNull(
                        service.bean(SeatMaps.class).getMap(other).block(PATIENCE))
                .snapshot()
                .version();

        StepVerifier.create(events(String.valueOf(foreign)))
                .assertNext(event -> assertThat(event.event()).isEqualTo("snapshot"))
                .thenCancel()
                .verify(PATIENCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nope", "1.5", "99999999999999999999", "\0", "1 2"})
    void a_version_that_is_no_number_is_refused(String after) {
        service.http()
                .get()
                .uri(path + "/seats/events?after={after}", after)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("after");
    }

    @Test
    void head_is_get_without_the_body_and_opens_no_stream() {
        SeatMap map = Objects.requireNonNull(
                service.bean(SeatMaps.class).getMap(performance).block(PATIENCE));

        service.http()
                .head()
                .uri(path + "/seats/events")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("X-Accel-Buffering", "no")
                .expectBody()
                .isEmpty();

        assertThat(map.isWatched()).isFalse();
    }

    @Test
    void an_empty_id_is_none() {
        StepVerifier.create(events(""))
                .assertNext(event -> assertThat(event.event()).isEqualTo("seats"))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void who_leaves_is_forgotten() {
        StepVerifier.create(events(null)).expectNextCount(1).thenCancel().verify(PATIENCE);

        SeatMap map = Objects.requireNonNull(service.bean(SeatMaps.class).findMap(performance));
        eventually(() -> {
            hold(0); // a write is what tells the server
            assertThat(map.isWatched()).isFalse();
        });
    }

    @Test
    void an_unknown_performance_has_neither() {
        service.http()
                .get()
                .uri("/api/v1/performances/none/seats")
                .exchange()
                .expectStatus()
                .isNotFound();
        service.http()
                .get()
                .uri("/api/v1/performances/none/seats/events")
                .accept(MediaType.TEXT_EVENT_STREAM, MediaType.APPLICATION_PROBLEM_JSON)
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    private void hold(int seat) {
        NewHold newHold = new NewHold(performance, aFan(), HoldId.nextFor(performance.id()));
        service.bean(SeatHolds.class)
                .hold(newHold, List.of(performance.hall().seat(seat)))
                .block(PATIENCE);
    }

    private long version() {
        return Objects.requireNonNull(
                        service.bean(SeatMaps.class).getMap(performance).block(PATIENCE))
                .snapshot()
                .version();
    }

    private Flux<ServerSentEvent<String>> events(@org.jspecify.annotations.Nullable String lastEventId) {
        return stream(path + "/seats/events", lastEventId);
    }

    private static Flux<ServerSentEvent<String>> stream(
            String uri, @org.jspecify.annotations.Nullable String lastEventId) {
        return service.http()
                .get()
                .uri(uri)
                .accept(MediaType.TEXT_EVENT_STREAM)
                .headers(headers -> {
                    if (lastEventId != null) {
                        headers.set("Last-Event-ID", lastEventId);
                    }
                })
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("X-Accel-Buffering", "no")
                .returnResult(new ParameterizedTypeReference<ServerSentEvent<String>>() {})
                .getResponseBody()
                .filter(event -> event.event() != null);
    }
}
