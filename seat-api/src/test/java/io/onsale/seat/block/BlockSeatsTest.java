package io.onsale.seat.block;

import static io.onsale.seat.testing.SaleBuilder.NOT_FOR_SALE;
import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.seat.SeatKeys;
import io.onsale.seat.seat.SeatState;
import io.onsale.seat.seat.SeatStates;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.redis.Scripts;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

class BlockSeatsTest {
    @RegisterExtension
    static final SeatService service = new SeatService();

    private final String seller = OpaqueId.next();
    private final Performance performance = service.publish(aSale().withRow("A", 6)
            .withRow("B", 2, NOT_FOR_SALE)
            .visibleFrom(Instant.parse("2026-01-01T00:00:00Z"), seller));

    private ResponseSpec change(List<String> block, List<String> release) {
        return change(service.token(seller, Role.SELLER), block, release);
    }

    private ResponseSpec change(String token, List<String> block, List<String> release) {
        return service.http()
                .post()
                .uri("/api/v1/performances/" + performance.id().value() + "/blocks")
                .header("Authorization", "Bearer " + token)
                .bodyValue(Map.of("block", block, "release", release, "reason", "for the band"))
                .exchange();
    }

    private ResponseSpec hold(FanId fan, String... seats) {
        return service.http()
                .post()
                .uri("/api/v1/performances/" + performance.id().value() + "/holds")
                .header("Authorization", "Bearer " + service.token(fan))
                .header("Pass", service.pass(fan, performance.sale()))
                .bodyValue(Map.of("seatIds", List.of(seats)))
                .exchange();
    }

    /** In Redis. */
    @SuppressWarnings("unchecked")
    private SeatState state(int index) {
        String key = SeatKeys.of(performance.sale(), performance.id()).states();
        Object stored = service.bean("redisBytes", RedisClusterReactiveCommands.class)
                .get(key)
                .block(PATIENCE);
        return SeatStates.stored(
                        (byte[]) Objects.requireNonNull(stored),
                        performance.hall().seatCount())
                .get(index);
    }

    private @Nullable Long rows() {
        return service.bean(DatabaseClient.class)
                .sql("select count(*) from seat_block where performance_id = $1")
                .bind(0, performance.id().value())
                .mapValue(Long.class)
                .one()
                .block(PATIENCE);
    }

    @Test
    void seats_are_kept_back_and_released() {
        change(List.of("A-1", "A-2"), List.of())
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.blocked.length()")
                .isEqualTo(2)
                .jsonPath("$.refused.length()")
                .isEqualTo(0);
        hold(aFan(), "A-1").expectStatus().isEqualTo(409);

        change(List.of("A-3"), List.of("A-1"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.released[0]")
                .isEqualTo("A-1");
        hold(aFan(), "A-1").expectStatus().isCreated();
        hold(aFan(), "A-3").expectStatus().isEqualTo(409);
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void the_live_map_shows_them() {
        change(List.of("A-4"), List.of()).expectStatus().isOk();

        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<?, ?> seats = Objects.requireNonNull(service.http()
                    .get()
                    .uri("/api/v1/performances/" + performance.id().value() + "/seats")
                    .exchange()
                    .expectBody(Map.class)
                    .returnResult()
                    .getResponseBody());
            byte[] states = Base64.getDecoder().decode(String.valueOf(seats.get("states")));
            assertThat(states[0] & 3).isEqualTo(SeatState.BLOCKED.bits()); // the fourth seat of the first byte
        });
    }

    @Test
    void what_is_held_or_never_for_sale_is_refused_by_seat() {
        hold(aFan(), "A-1").expectStatus().isCreated();

        change(List.of("A-1", "A-2", "B-1"), List.of())
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.blocked[0]")
                .isEqualTo("A-2")
                .jsonPath("$.refused[?(@.seatId == 'A-1')].reason")
                .isEqualTo("HELD")
                .jsonPath("$.refused[?(@.seatId == 'B-1')].reason")
                .isEqualTo("NOT_FOR_SALE");
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void a_rebuild_gives_the_same() {
        change(List.of("A-5"), List.of()).expectStatus().isOk();

        service.bean(Scripts.class)
                .commands()
                .del(SeatKeys.of(performance.sale(), performance.id()).all())
                .block(PATIENCE);
        service.setUp(performance.id());

        assertThat(state(4)).isEqualTo(SeatState.BLOCKED);
        assertThat(state(0)).isEqualTo(SeatState.AVAILABLE);
    }

    @Test
    void of_holds_and_blocks_at_the_same_time_one_has_the_seat() {
        List<CompletableFuture<Integer>> answers = IntStream.range(0, 50)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> i % 2 == 0
                        ? hold(aFan(), "A-6")
                                .expectBody()
                                .returnResult()
                                .getStatus()
                                .value()
                        : Objects.requireNonNull(change(List.of("A-6"), List.of())
                                                .expectBody(String.class)
                                                .returnResult()
                                                .getResponseBody())
                                        .contains("\"blocked\":[\"A-6\"]")
                                ? 200
                                : 409))
                .toList();
        List<Integer> statuses = answers.stream().map(CompletableFuture::join).toList();

        boolean isHeld = statuses.contains(201);
        assertThat(statuses.stream().filter(status -> status == 201).count()).isLessThanOrEqualTo(1);
        assertThat(statuses.contains(200)).isNotEqualTo(isHeld);
        assertThat(state(5)).isEqualTo(isHeld ? SeatState.HELD : SeatState.BLOCKED);
        assertThat(rows()).isEqualTo(isHeld ? 0 : 1);
    }

    @Test
    void others_find_no_performance_and_a_wrong_request_changes_nothing() {
        change(service.token(OpaqueId.next(), Role.SELLER), List.of("A-1"), List.of())
                .expectStatus()
                .isNotFound();
        change(service.token(aFan()), List.of("A-1"), List.of()).expectStatus().isForbidden();
        change(service.token(OpaqueId.next(), Role.MANAGER), List.of("A-1"), List.of())
                .expectStatus()
                .isOk();
        change(List.of("A-2", "Z-9"), List.of())
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.unknown[0]")
                .isEqualTo("Z-9");
        change(List.of("A-2"), List.of("A-2")).expectStatus().isBadRequest();
        change(List.of(), List.of()).expectStatus().isBadRequest();
        assertThat(state(1)).isEqualTo(SeatState.AVAILABLE);
    }
}
