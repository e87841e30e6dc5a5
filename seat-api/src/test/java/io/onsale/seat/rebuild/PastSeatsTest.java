package io.onsale.seat.rebuild;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static io.onsale.seat.testing.SeatService.envelope;
import static io.onsale.seat.testing.SeatService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.access.Visibility;
import io.onsale.kernel.event.OnsaleEvent.BookingCancelled;
import io.onsale.kernel.event.OnsaleEvent.BookingConfirmed;
import io.onsale.kernel.event.OnsaleEvent.BookingEvent;
import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.seat.expiry.LapsedHolds;
import io.onsale.seat.hold.Hold;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.NewHold;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.map.SeatMap;
import io.onsale.seat.map.SeatMaps;
import io.onsale.seat.map.SeatOutlet;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.reservation.ReleaseOutcome;
import io.onsale.seat.reservation.Reservation;
import io.onsale.seat.reservation.ReserveOutcome.Reserved;
import io.onsale.seat.reservation.ReserveSeats;
import io.onsale.seat.reservation.ReserveSeats.ReserveRequest;
import io.onsale.seat.reservation.SettleReservations;
import io.onsale.seat.seat.Epochs;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.redis.Scripts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.http.MediaType;

/** What happens to the seats of a show some days after it. */
class PastSeatsTest {
    @RegisterExtension
    static final SeatService service = new SeatService();

    private final SeatHolds holds = service.bean(SeatHolds.class);
    private final SettleReservations settle = service.bean(SettleReservations.class);
    private final FanId ann = aFan();
    private final Performance performance = service.publish(aSale().withRow("A", 6));

    @Test
    void every_key_of_it_leaves_redis() {
        hold(0);
        sell(hold(1));
        reserve(hold(2));
        assertThat(keys()).contains("states", "owners", "holds", "expiry", "fans", "deltas", "server");

        letTheShowBeLongOver();

        assertThat(keys()).isEmpty();
    }

    @Test
    void a_show_of_yesterday_keeps_its_seats() {
        service.sql("update performance set starts_at = now() - interval '71 hours' where performance_id = '"
                + performance.id() + "'");

        service.bean(PastSeats.class).round().block(PATIENCE);

        assertThat(service.states(performance)).isEqualTo("000000");
    }

    @Test
    void a_late_settlement_changes_postgres_and_asks_for_no_rebuild() {
        Reservation sold = sell(hold(0));
        Reservation reserved = reserve(hold(1));
        letTheShowBeLongOver();

        settle(cancelled(sold));
        settle(cancelled(sold));
        assertThat(settle.release(reserved.id()).block(PATIENCE)).isEqualTo(ReleaseOutcome.RELEASED);

        assertThat(service.sql("select state from reservation where performance_id = '" + performance.id() + "'"))
                .containsExactly("RELEASED", "RELEASED");
        assertThat(keys()).isEmpty();
    }

    @Test
    void no_rebuild_puts_the_seats_up_again() {
        letTheShowBeLongOver();

        service.setUp(performance.id());
        service.bean(SeatLedger.class)
                .inNextEpoch(
                        performance.id(),
                        epoch -> reactor.core.publisher.Mono.just(true),
                        opening -> service.bean(SeatStore.class).setUp(performance.id(), performance.hall(), opening))
                .block(PATIENCE);

        assertThat(keys()).isEmpty();
    }

    @Test
    void whoever_asks_about_a_hold_gets_an_answer() {
        Hold held = hold(0);
        letTheShowBeLongOver();

        assertThat(holds.findHold(performance, held.id(), ann).block(PATIENCE)).isNull();
        assertThat(holds.release(performance, held.id(), ann).block(PATIENCE)).isNull();
        assertThat(service.bean(LapsedHolds.class).endSome(performance.id(), 5).block(PATIENCE))
                .isNull();
        String path = "/api/v1/performances/" + performance.id() + "/holds";
        service.http()
                .post()
                .uri(path)
                .header("Authorization", "Bearer " + service.token(ann))
                .header("Pass", service.pass(ann, performance.sale()))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"seatIds\":[\"A-1\"]}")
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:onsale:problem:performance-started");
        service.http()
                .get()
                .uri(path + "/" + held.id().value())
                .header("Authorization", "Bearer " + service.token(ann))
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void its_seats_are_gone_for_readers_and_its_plan_stays() {
        Performance over =
                service.publish(aSale().withRow("A", 2).startingAt(Instant.now().minus(Performance.SEATS_KEPT)));
        String path = "/api/v1/performances/" + over.id();

        for (String read : List.of("/seats", "/seats/events")) {
            service.http()
                    .get()
                    .uri(path + read)
                    .accept(MediaType.TEXT_EVENT_STREAM, MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON)
                    .exchange()
                    .expectStatus()
                    .isEqualTo(410)
                    .expectBody()
                    .jsonPath("$.type")
                    .isEqualTo("urn:onsale:problem:performance-over");
        }
        service.http().get().uri(path + "/plan").exchange().expectStatus().isOk();
    }

    @Test
    void a_show_is_over_three_days_after_its_start() {
        Instant start = Instant.parse("2030-01-01T19:00:00Z");
        Performance show =
                new Performance(performance.id(), performance.sale(), performance.hall(), 4, start, Visibility.OPEN);

        assertThat(show.isOver(start.plus(Duration.ofDays(3)).minusMillis(1))).isFalse();
        assertThat(show.isOver(start.plus(Duration.ofDays(3)))).isTrue();
    }

    @Test
    void a_stream_that_is_still_open_ends() {
        var clock = new java.util.concurrent.atomic.AtomicReference<>(Instant.now());
        var loop = new io.onsale.seat.map.SeatMapLoop(
                service.bean(io.onsale.seat.map.SeatFeed.class),
                service.bean(Epochs.class),
                id -> {},
                new Clock() {
                    @Override
                    public java.time.ZoneId getZone() {
                        return java.time.ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(java.time.ZoneId zone) {
                        return this;
                    }

                    @Override
                    public Instant instant() {
                        return clock.get();
                    }
                },
                new io.micrometer.core.instrument.simple.SimpleMeterRegistry());
        AtomicBoolean ended = new AtomicBoolean();
        loop.start();
        try {
            SeatMap map =
                    Objects.requireNonNull(((SeatMaps) loop).getMap(performance).block(PATIENCE));
            map.watch(null, outlet(ended));
            clock.set(performance.startsAt().plus(Performance.SEATS_KEPT).minusMillis(1));
            assertThat(map.isReady()).isTrue();
            assertThat(ended).isFalse();

            clock.set(performance.startsAt().plus(Performance.SEATS_KEPT));

            eventually(() -> assertThat(ended).isTrue());
        } finally {
            loop.stop();
        }
    }

    private static SeatOutlet outlet(AtomicBoolean ended) {
        return new SeatOutlet() {
            private final Executor here = Runnable::run;

            @Override
            public Executor loop() {
                return here;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void write(byte[] frame) {}

            @Override
            public void end() {
                ended.set(true);
            }
        };
    }

    private void letTheShowBeLongOver() {
        service.sql("update performance set starts_at = now() - interval '73 hours' where performance_id = '"
                + performance.id() + "'");
        service.bean(PastSeats.class).round().block(PATIENCE);
    }

    /** Without the prefix. */
    private List<String> keys() {
        String prefix = "s:{" + performance.sale() + "}:" + performance.id() + ":";
        return Objects.requireNonNull(service.bean(Scripts.class)
                .commands()
                .keys(prefix + "*")
                .map(key -> key.substring(prefix.length()))
                .collectList()
                .block(PATIENCE));
    }

    private Hold hold(int seat) {
        NewHold newHold = new NewHold(performance, ann, HoldId.nextFor(performance.id()));
        return ((Held) Objects.requireNonNull(
                        holds.hold(newHold, List.of(performance.hall().seat(seat)))
                                .block(PATIENCE)))
                .hold();
    }

    private Reservation reserve(Hold hold) {
        Instant payUntil = Instant.parse("2050-01-01T00:00:00Z");
        var outcome = service.bean(ReserveSeats.class)
                .reserve(new ReserveRequest(hold.id(), new BookingId(OpaqueId.next()), ann, payUntil))
                .block(PATIENCE);
        return ((Reserved) Objects.requireNonNull(outcome)).reservation();
    }

    private Reservation sell(Hold hold) {
        Reservation made = reserve(hold);
        settle(new BookingConfirmed(
                made.booking().value(),
                made.sale().value(),
                made.performance().value(),
                made.fan().value(),
                made.id().value(),
                ids(made),
                made.total()));
        return made;
    }

    private static BookingCancelled cancelled(Reservation made) {
        return new BookingCancelled(
                made.booking().value(),
                made.sale().value(),
                made.performance().value(),
                made.fan().value(),
                made.id().value(),
                ids(made));
    }

    private void settle(BookingEvent event) {
        settle.settle(envelope(event)).block(PATIENCE);
    }

    private static List<String> ids(Reservation made) {
        return made.seats().stream().map(seat -> seat.id().value()).toList();
    }
}
