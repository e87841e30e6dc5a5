package io.onsale.seat.block;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.testing.SeatService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Seats that are kept for somebody, until a time. */
class AllotmentTest {
    @RegisterExtension
    static final SeatService service = new SeatService();

    private final String seller = OpaqueId.next();
    private final Performance performance =
            service.publish(aSale().withRow("A", 6).visibleFrom(Instant.parse("2026-01-01T00:00:00Z"), seller));

    private ResponseSpec block(List<String> seats, @Nullable String channel, @Nullable Instant releaseAt) {
        Map<String, Object> body = new HashMap<>(Map.of("block", seats, "reason", "a deal"));
        if (channel != null) {
            body.put("channel", channel);
        }
        if (releaseAt != null) {
            body.put("releaseAt", releaseAt.toString());
        }
        return service.http()
                .post()
                .uri("/api/v1/performances/" + performance.id().value() + "/blocks")
                .header("Authorization", "Bearer " + service.token(seller, Role.SELLER))
                .bodyValue(body)
                .exchange();
    }

    private ResponseSpec get(String token, String what) {
        return service.http()
                .get()
                .uri("/api/v1/admin/performances/" + performance.id().value() + "/" + what)
                .header("Authorization", "Bearer " + token)
                .exchange();
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> list(String what, String member) {
        Map<String, Object> page = Objects.requireNonNull(get(service.token(seller, Role.SELLER), what)
                .expectStatus()
                .isOk()
                .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody());
        return (List<Map<String, Object>>) Objects.requireNonNull(page.get(member));
    }

    /** As if their time had come. */
    private void isDue() {
        service.sql("update seat.seat_block set release_at = '2026-01-01T00:00:00Z'"
                + " where release_at is not null and performance_id = '" + performance.id() + "'");
    }

    @Test
    void seats_of_a_channel_are_not_for_sale_and_are_listed_with_it() {
        Instant later = Instant.now().plus(Duration.ofDays(1));
        block(List.of("A-1", "A-2"), "Fan club", later).expectStatus().isOk();
        block(List.of("A-3"), null, null).expectStatus().isOk();

        assertThat(service.states(performance)).isEqualTo("333000");
        assertThat(list("blocks", "groups"))
                .anySatisfy(group -> assertThat(group)
                        .containsEntry("channel", "Fan club")
                        .containsEntry("seatIds", List.of("A-1", "A-2"))
                        .containsEntry("reason", "a deal")
                        .containsEntry("who", seller))
                .hasSize(2);
    }

    @Test
    void kept_back_seats_are_moved_to_a_channel_and_not_out_of_it_by_a_plain_repeat() {
        block(List.of("A-1"), null, null).expectStatus().isOk();
        block(List.of("A-1"), "Partner", null).expectStatus().isOk();
        block(List.of("A-1"), null, null).expectStatus().isOk();

        assertThat(list("blocks", "groups"))
                .singleElement()
                .satisfies(group -> assertThat(group).containsEntry("channel", "Partner"));
    }

    @Test
    void an_allotment_goes_on_sale_at_its_time_and_the_rest_stays() {
        block(List.of("A-1", "A-2"), "Presale", Instant.now().plus(Duration.ofDays(1)))
                .expectStatus()
                .isOk();
        block(List.of("A-3"), "Partner", null).expectStatus().isOk();
        isDue();

        eventually(() -> assertThat(service.states(performance)).isEqualTo("003000"));
        List<Map<String, Object>> audit = list("controls", "controls");
        assertThat(audit.stream().map(entry -> entry.get("action"))).containsExactly("RELEASE", "MOVE", "MOVE");
        assertThat(audit.getFirst()).containsEntry("who", "system").containsEntry("seatIds", List.of("A-1", "A-2"));
    }

    @Test
    void what_was_moved_away_meanwhile_is_not_released() {
        block(List.of("A-1"), "Presale", Instant.now().plus(Duration.ofDays(1)))
                .expectStatus()
                .isOk();
        KeptBackSeats.DueRelease seen = new KeptBackSeats.DueRelease(performance.id(), Instant.now(), List.of(0));

        service.bean(BlockSeats.class).releaseDue(seen).block(PATIENCE); // read when it still was due

        assertThat(service.states(performance)).startsWith("3");
        assertThat(list("controls", "controls")).hasSize(1);
    }

    @Test
    void many_nodes_release_once() {
        block(List.of("A-1"), "Presale", Instant.now().plus(Duration.ofDays(1)))
                .expectStatus()
                .isOk();
        service.loop("allotmentLoop").stop();
        try {
            isDue();
            ReleaseAllotments release = new ReleaseAllotments(
                    service.bean(KeptBackSeats.class), service.bean(BlockSeats.class), Clock.systemUTC());
            IntStream.range(0, 10)
                    .mapToObj(i ->
                            CompletableFuture.runAsync(() -> release.round().block(PATIENCE)))
                    .toList()
                    .forEach(CompletableFuture::join);
        } finally {
            service.loop("allotmentLoop").start();
        }
        assertThat(service.states(performance)).startsWith("0");
        assertThat(list("controls", "controls")).hasSize(2);
    }

    @Test
    void the_audit_is_paged_and_only_for_the_own_seller() {
        for (String seat : List.of("A-1", "A-2", "A-3")) {
            block(List.of(seat), null, null).expectStatus().isOk();
        }
        Map<?, ?> page = Objects.requireNonNull(get(service.token(seller, Role.SELLER), "controls?limit=2")
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody());

        assertThat((List<?>) page.get("controls")).hasSize(2);
        assertThat(list("controls?limit=2&after=" + page.get("next"), "controls"))
                .hasSize(1);
        for (String what : List.of("controls", "blocks")) {
            get(service.token(OpaqueId.next(), Role.SELLER), what)
                    .expectStatus()
                    .isNotFound();
            get(service.token(OpaqueId.next(), Role.MANAGER), what)
                    .expectStatus()
                    .isOk();
        }
        get(service.token(seller, Role.SELLER), "controls?after=x")
                .expectStatus()
                .isBadRequest();
        block(List.of("A-5"), null, Instant.now().minus(Duration.ofMinutes(1)))
                .expectStatus()
                .isBadRequest();
    }
}
