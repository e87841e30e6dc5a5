package io.onsale.seat.history;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static io.onsale.seat.testing.SeatService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.seat.hold.Hold;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.reservation.Reservation;
import io.onsale.seat.seat.SeatKeys;
import io.onsale.seat.testing.BoxOffice;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.redis.Scripts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** From Redis and Postgres through Kafka to what a seller reads. */
class HistoryTest {
    @RegisterExtension
    static final SeatService service = new SeatService();

    private final String seller = OpaqueId.next();
    private final Performance performance = service.publish(
            aSale().withRow("A", 4).withRow("2/B #", 2).visibleFrom(Instant.parse("2026-01-01T00:00:00Z"), seller));
    private final BoxOffice office = new BoxOffice(service, performance);
    private final FanId ann = aFan();

    private ResponseSpec get(String token, String seat, String more) {
        return service.http()
                .get()
                .uri(uri -> uri.path("/api/v1/admin/performances/{id}/seats/history")
                        .queryParam("seat", "{seat}")
                        .query(more)
                        .build(performance.id().value(), seat))
                .header("Authorization", "Bearer " + token)
                .exchange();
    }

    private Map<String, Object> page(String seat, String more) {
        return Objects.requireNonNull(get(service.token(seller, Role.SELLER), seat, more)
                .expectStatus()
                .isOk()
                .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody());
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> changes(String seat) {
        return (List<Map<String, Object>>) Objects.requireNonNull(page(seat, "").get("changes"));
    }

    /** The latest first, as {@code CAUSE FROM TO}. */
    private List<String> told(String seat) {
        return changes(seat).stream()
                .map(change -> change.get("cause") + " " + change.get("from") + " " + change.get("to"))
                .toList();
    }

    @Test
    void every_step_of_a_seat_is_told_with_who_and_by_which_hold() {
        Hold given = office.hold(ann, "A-1");
        office.release(given, ann);
        Hold booked = office.hold(ann, "A-1", "A-2");
        Reservation reservation = office.reserve(booked, ann);
        office.sell(reservation);
        office.cancel(reservation);
        office.block(List.of("A-1"), List.of(), "a pillar").expectStatus().isOk();
        office.block(List.of(), List.of("A-1"), "no pillar").expectStatus().isOk();

        eventually(() -> assertThat(told("A-1"))
                .containsExactly(
                        "UNBLOCK BLOCKED AVAILABLE",
                        "BLOCK AVAILABLE BLOCKED",
                        "RETURN SOLD AVAILABLE",
                        "SALE RESERVED SOLD",
                        "RESERVATION HELD RESERVED",
                        "HOLD AVAILABLE HELD",
                        "RELEASE HELD AVAILABLE",
                        "HOLD AVAILABLE HELD"));
        List<Map<String, Object>> changes = changes("A-1");
        assertThat(changes.get(1)).containsEntry("who", "boss").containsEntry("reason", "a pillar");
        assertThat(changes.get(3))
                .containsEntry("bookingId", reservation.booking().value())
                .containsEntry("fanId", ann.value())
                .containsEntry("holdId", booked.id().value());
        assertThat(changes.get(6)) // the record itself does not name the hold: the one before it does
                .containsEntry("holdId", given.id().value())
                .containsEntry("fanId", ann.value());
        assertThat(changes.stream().map(change -> ((Number) Objects.requireNonNull(change.get("version"))).longValue()))
                .isSortedAccordingTo((one, other) -> Long.compare(other, one));
        assertThat(told("A-2")).hasSize(4);
    }

    @Test
    void holds_end_by_time_and_their_seats_go_to_others() {
        FanId bob = aFan();
        service.lapse(office.hold(ann, "A-1", "A-2").id());

        office.hold(bob, "A-2");

        eventually(() -> {
            assertThat(told("A-1")).containsExactly("EXPIRY HELD AVAILABLE", "HOLD AVAILABLE HELD");
            assertThat(told("A-2").getFirst()).startsWith("HOLD ");
            assertThat(changes("A-2").getFirst()).containsEntry("fanId", bob.value());
        });
    }

    @Test
    void a_page_continues_where_the_one_before_ended() {
        for (int i = 0; i < 3; i++) {
            office.release(office.hold(ann, "2/B #-1"), ann);
        }
        eventually(() -> assertThat(told("2/B #-1")).hasSize(6));

        Map<String, Object> first = page("2/B #-1", "limit=4");
        Map<String, Object> second = page("2/B #-1", "limit=4&after=" + first.get("next"));

        assertThat((List<?>) first.get("changes")).hasSize(4);
        assertThat((List<?>) second.get("changes")).hasSize(2);
        assertThat(second.get("next")).isNull();
        assertThat(first.get("seatId")).isEqualTo("2/B #-1");
        get(service.token(seller, Role.SELLER), "A-1", "after=nothing")
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void others_find_nothing() {
        get(service.token(OpaqueId.next(), Role.SELLER), "A-1", "")
                .expectStatus()
                .isNotFound();
        get(service.token(aFan()), "A-1", "").expectStatus().isForbidden();
        get(service.token(seller, Role.SELLER), "Z-9", "").expectStatus().isNotFound();
        get(service.token(OpaqueId.next(), Role.MANAGER), "A-1", "")
                .expectStatus()
                .isOk();
    }

    @Test
    void where_changes_were_lost_a_recount_frees_what_is_held_no_more() {
        Hold gone = office.hold(ann, "A-1", "A-2");
        Hold stays = office.hold(aFan(), "A-3");
        eventually(() -> assertThat(told("A-3")).hasSize(1));
        service.loop("historyLoop").stop();
        try {
            office.release(gone, ann);
            office.hold(ann, "A-4");
            trim();
        } finally {
            service.loop("historyLoop").start();
        }

        eventually(() -> assertThat(told("A-1")).containsExactly("LOST HELD AVAILABLE", "HOLD AVAILABLE HELD"));
        assertThat(told("A-2").getFirst()).isEqualTo("LOST HELD AVAILABLE");
        assertThat(told("A-3")).containsExactly("HOLD AVAILABLE HELD");
        office.release(stays, ann); // of another fan: nothing
        office.block(List.of("A-1"), List.of(), "after the gap").expectStatus().isOk();
        eventually(() -> assertThat(told("A-1").getFirst()).isEqualTo("BLOCK AVAILABLE BLOCKED"));
    }

    private void trim() {
        String deltas = SeatKeys.of(performance.sale(), performance.id()).deltas();
        service.bean(Scripts.class).commands().xtrim(deltas, 0).block(PATIENCE);
    }

    @Test
    void what_is_delivered_again_is_known() {
        office.hold(ann, "A-1");
        eventually(() -> assertThat(told("A-1")).hasSize(1));

        service.sql("update seat.history_cursor set version = version - 1 where performance_id = '" + performance.id()
                + "'");
        office.hold(aFan(), "A-2");

        eventually(() -> assertThat(told("A-2")).hasSize(1));
        assertThat(told("A-1")).hasSize(1);
    }

    @Test
    void old_changes_are_removed_in_batches() {
        office.hold(ann, "A-1", "A-2", "A-3");
        eventually(() -> assertThat(told("A-3")).hasSize(1));
        SeatHistory history = service.bean(SeatHistory.class);
        service.sql("update seat.seat_history set at = '2001-01-01T00:00:00Z' where performance_id = '"
                + performance.id() + "'");

        Duration age = Duration.between(Instant.parse("2002-01-01T00:00:00Z"), Instant.now());

        assertThat(history.removeOld(age, 2).block(PATIENCE)).isEqualTo(2);
        assertThat(history.removeOld(age, 2).block(PATIENCE)).isEqualTo(1);
        assertThat(told("A-1")).isEmpty();
    }
}
