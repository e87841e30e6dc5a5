package io.onsale.seat.drift;

import static io.onsale.seat.testing.SaleBuilder.NOT_FOR_SALE;
import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static io.onsale.seat.testing.SeatService.envelope;
import static io.onsale.seat.testing.SeatService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.onsale.kernel.access.Visibility;
import io.onsale.kernel.event.OnsaleEvent.BookingConfirmed;
import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.ReservationId;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.testing.AlsoOnCluster;
import io.onsale.seat.hold.Hold;
import io.onsale.seat.hold.HoldOutcome;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.HoldOutcome.LimitReached;
import io.onsale.seat.hold.HoldReleaseOutcome;
import io.onsale.seat.hold.NewHold;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.plan.ServedPlan;
import io.onsale.seat.reservation.Reconciler;
import io.onsale.seat.reservation.Reservation;
import io.onsale.seat.reservation.ReserveOutcome.Reserved;
import io.onsale.seat.reservation.ReserveSeats;
import io.onsale.seat.reservation.ReserveSeats.ReserveRequest;
import io.onsale.seat.reservation.ReservedHolds;
import io.onsale.seat.reservation.SettleReservations;
import io.onsale.seat.seat.SeatKeys;
import io.onsale.seat.seat.SeatState;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.loop.Loop;
import io.onsale.service.redis.Scripts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Redis differs from Postgres in every way: the second comparison finds it, the metrics show it, and it is mended where that is safe. */
@AlsoOnCluster
class DriftAuditorTest {
    private static final Duration GRACE = Duration.ofSeconds(10);

    @RegisterExtension
    static final SeatService service = new SeatService();

    private static final class TestClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** Other tests leave hundreds of performances, and a lap over sixteen of them takes a second. */
    private record OnlyOne(Performances all, PerformanceId only) implements Performances {
        @Override
        public Mono<Performance> findPerformance(PerformanceId id) {
            return all.findPerformance(id);
        }

        @Override
        public Mono<ServedPlan> findPlan(PerformanceId id) {
            return all.findPlan(id);
        }

        @Override
        public Mono<Visibility> findVisibility(PerformanceId id) {
            return all.findVisibility(id);
        }

        @Override
        public Flux<PerformanceId> current() {
            return all.current().filter(only::equals);
        }
    }

    private final TestClock clock = new TestClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SettleReservations settle = service.bean(SettleReservations.class);
    private final Performance performance = service.publish(
            aSale().withRow("A", 5).withRow("B", 1, NOT_FOR_SALE).atMost(3));
    private final DriftAuditor auditor = auditor(clock, GRACE);
    private final SeatKeys keys = SeatKeys.of(performance.sale(), performance.id());
    private final FanId ann = aFan();
    private final FanId bob = aFan();
    private final Hold sold = hold(ann, "A-1");
    private final Reservation sale = sell(sold, ann);
    private final Hold booked = hold(bob, "A-2", "A-3");
    private final Reservation reservation = reserve(booked, bob);

    @BeforeAll
    static void onlyWeAudit() {
        service.loop("driftLoop").stop();
        service.loop("reconcilerLoop").stop();
    }

    @AfterAll
    static void auditAgain() {
        service.loop("reconcilerLoop").start();
        service.loop("driftLoop").start();
    }

    private DriftAuditor auditor(Clock clock, Duration grace) {
        return DriftAuditor.of(
                new OnlyOne(service.bean(Performances.class), performance.id()),
                service.bean(LedgerSeats.class),
                service.bean(StoredSeats.class),
                service.bean(SettleReservations.class),
                service.bean(Reconciler.class),
                clock,
                grace,
                meters);
    }

    @Test
    void the_loop_comes_round_to_every_performance() {
        DriftAuditor real = auditor(Clock.systemUTC(), Duration.ofMillis(1));
        Loop looping = new Loop("Comparing seats", Duration.ofMillis(50), Schedulers.parallel(), real::round);
        state(0, 0);
        redis().hdel(keys.owners(), "0").block(PATIENCE);

        looping.start();
        try {
            eventually(() -> assertThat(states()).isEqualTo("211003"));
        } finally {
            looping.stop();
        }
    }

    @Test
    void nothing_is_found_where_both_agree() {
        hold(aFan(), "A-4");

        look();
        look();

        assertThat(drift()).isZero();
        assertThat(states()).isEqualTo("211103");
    }

    @Test
    void a_sold_seat_that_redis_gives_away_is_taken_again() {
        state(0, 0);
        redis().hdel(keys.owners(), "0").block(PATIENCE);
        redis().hdel(keys.fans(), ann.value()).block(PATIENCE);

        assertMended("free", "211003");
        assertThat(tryHold(ann, "A-4", "A-5")).isInstanceOf(Held.class);
        assertThat(tryHold(ann, "A-4")).isNotInstanceOf(Held.class);
    }

    @Test
    void a_reserved_seat_that_redis_gives_away_is_taken_again() {
        state(1, 0);
        redis().hdel(keys.owners(), "1").block(PATIENCE);

        assertMended("free", "211003");
        assertThat(owner(1)).isEqualTo(booked.id().random());
    }

    @Test
    void a_seat_is_taken_again_also_where_redis_takes_something_else_for_newer() {
        state(1, 0);
        redis().hdel(keys.owners(), "1").block(PATIENCE);
        String later = service.sql("select nextval('reservation_version')").getFirst();
        redis().hset(keys.settled(), "1", later).block(PATIENCE);

        assertMended("free", "211003");
        assertThat(owner(1)).isEqualTo(booked.id().random());
    }

    @Test
    void a_sold_seat_that_redis_has_as_reserved_is_sold_again_and_the_other_way_round() {
        state(0, 1);
        state(2, 2);

        assertMended("state", "211003");
    }

    @Test
    void a_reservation_that_time_would_end_in_redis_is_reserved_again() {
        String record = Objects.requireNonNull(
                redis().hget(keys.holds(), booked.id().random()).block(PATIENCE));
        redis().hset(keys.holds(), booked.id().random(), record.replaceAll("^R(.*)\\|[^|]*\\|[^|]*$", "H$1||"))
                .block(PATIENCE);

        assertMended("state", "211003");
        assertThat(redis().hget(keys.holds(), booked.id().random()).block(PATIENCE))
                .startsWith("R|")
                .endsWith("|" + reservation.id());
        assertThat(service.bean(SeatHolds.class)
                        .release(performance, booked.id(), bob)
                        .block(PATIENCE))
                .isEqualTo(HoldReleaseOutcome.NOT_FOUND);
    }

    @Test
    void seats_of_a_reservation_that_is_over_go_back() {
        service.sql("update reservation set state = 'RELEASED', version = nextval('reservation_version')"
                + " where reservation_id = '" + reservation.id() + "' returning 1"); // without a projection
        service.sql("update reservation_seat set state = 'RELEASED' where reservation_id = '" + reservation.id()
                + "' returning 1");

        assertMended("taken", "200003");
        hold(bob, "A-2", "A-3", "A-4"); // nor do they count for the fan
    }

    @Test
    void seats_of_a_sale_that_was_cancelled_go_back() {
        service.sql("update reservation set state = 'RELEASED', version = nextval('reservation_version')"
                + " where reservation_id = '" + sale.id() + "' returning 1");
        service.sql("update reservation_seat set state = 'RELEASED' where reservation_id = '" + sale.id()
                + "' returning 1");

        assertMended("taken", "011003");
        hold(ann, "A-1", "A-4", "A-5");
    }

    @Test
    void a_reservation_that_never_reached_postgres_and_that_nobody_looks_after_is_a_hold_again() {
        Hold hold = hold(aFan(), "A-4");
        FanId fan = fanOf(hold);
        service.bean(ReservedHolds.class)
                .takeOver(hold.id(), fan, new BookingId("b9"), ReservationId.next())
                .block(PATIENCE);
        redis().zrem(keys.reserving(), hold.id().random()).block(PATIENCE);

        assertMended("taken", "211103");
        assertThat(service.bean(SeatHolds.class)
                        .findHold(performance, hold.id(), fan)
                        .block(PATIENCE))
                .isNotNull();
    }

    @Test
    void seats_that_nobody_has_are_free_again() {
        state(3, 1); // without an owner
        state(4, 2);
        redis().hset(keys.owners(), "4", "nobody").block(PATIENCE);

        assertMended("taken", "211003");
        assertThat(redis().hexists(keys.owners(), "4").block(PATIENCE)).isFalse();
    }

    @Test
    void blocked_seats_are_those_of_the_plan() {
        state(3, 3);
        state(5, 0);

        assertMended("plan", "211003");
    }

    @Test
    void seats_count_for_their_fan_again() {
        redis().hdel(keys.fans(), bob.value()).block(PATIENCE);

        assertMended("limit", "211003");
        assertThat(tryHold(bob, "A-4", "A-5")).isEqualTo(new LimitReached(2, 3));
    }

    @Test
    void what_somebody_holds_meanwhile_is_shown_and_left_to_its_holder() {
        state(1, 0);
        redis().hdel(keys.owners(), "1").block(PATIENCE);
        FanId eve = aFan();
        Hold wrong = hold(eve, "A-2");

        look();
        look();

        assertThat(drift("others")).isEqualTo(1);
        assertThat(service.bean(SeatHolds.class)
                        .findHold(performance, wrong.id(), eve)
                        .block(PATIENCE))
                .isEqualTo(wrong);
        service.bean(SeatHolds.class).release(performance, wrong.id(), eve).block(PATIENCE);
        assertMended("free", "211003");
        assertThat(owner(1)).isEqualTo(booked.id().random());
    }

    @Test
    void what_somebody_books_meanwhile_is_left_to_the_answer_of_postgres() {
        state(1, 0);
        redis().hdel(keys.owners(), "1").block(PATIENCE);
        FanId eve = aFan();
        Hold wrong = hold(eve, "A-2");
        ReservationId onItsWay = ReservationId.next();
        service.bean(ReservedHolds.class)
                .takeOver(wrong.id(), eve, new BookingId("b9"), onItsWay)
                .block(PATIENCE);

        look();
        look();

        assertThat(drift("others")).isEqualTo(1);
        assertThat(owner(1)).isEqualTo(wrong.id().random());
        assertThat(redis().hget(keys.holds(), wrong.id().random()).block(PATIENCE))
                .startsWith("R|")
                .endsWith("|" + onItsWay);
    }

    @Test
    void a_seat_of_somebody_whose_reservation_is_over_goes_to_the_one_who_has_it() {
        Hold other = hold(aFan(), "A-4");
        Reservation over = reserve(other, fanOf(other));
        settle.release(over.id()).block(PATIENCE);
        redis().hset(keys.owners(), "1", other.id().random()).block(PATIENCE);

        assertMended("others", "211003");
        assertThat(owner(1)).isEqualTo(booked.id().random());
    }

    @Test
    void a_reservation_on_its_way_to_postgres_is_left_alone() {
        Hold hold = hold(aFan(), "A-4");
        service.bean(ReservedHolds.class)
                .takeOver(hold.id(), fanOf(hold), new BookingId("b9"), ReservationId.next())
                .block(PATIENCE);

        look();
        look();

        assertThat(drift()).isZero();
        assertThat(states()).isEqualTo("211103");
    }

    @Test
    void a_difference_is_no_drift_before_the_grace_is_over_or_when_it_is_another_one() {
        state(0, 1);
        auditor.compare(performance.id()).block(PATIENCE);
        clock.now = clock.now.plus(GRACE).minusMillis(1);
        auditor.compare(performance.id()).block(PATIENCE);
        assertThat(drift()).isZero();
        assertThat(states()).isEqualTo("111003");

        state(0, 0);
        clock.now = clock.now.plus(GRACE);
        auditor.compare(performance.id()).block(PATIENCE);

        assertThat(drift()).isZero();
    }

    @Test
    void a_seat_that_is_not_as_it_was_found_is_not_mended() {
        StoredSeats stored = service.bean(StoredSeats.class);
        String seller = sold.id().random(); // has no record any more
        Hold held = hold(aFan(), "A-4");

        stored.mend(performance.id(), 0, SeatState.HELD, seller, SeatState.AVAILABLE)
                .block(PATIENCE);
        stored.mend(performance.id(), 0, SeatState.SOLD, "nobody", SeatState.AVAILABLE)
                .block(PATIENCE);
        stored.mend(performance.id(), 3, SeatState.HELD, held.id().random(), SeatState.AVAILABLE)
                .block(PATIENCE); // behind which there is a hold

        assertThat(states()).isEqualTo("211103");
        assertThat(owner(0)).isEqualTo(seller);
        assertThat(owner(3)).isEqualTo(held.id().random());
    }

    @Test
    void nothing_is_said_of_seats_that_wait_for_their_rebuild() {
        state(0, 0);
        look();
        redis().set(keys.server(), "0123456789abcdef").block(PATIENCE);

        auditor.compare(performance.id()).onErrorComplete().block(PATIENCE);

        assertThat(drift()).isZero();
    }

    /** Found by the second comparison and mended; the third finds nothing. */
    private void assertMended(String kind, String states) {
        look();
        assertThat(drift(kind)).isZero();
        look();
        assertThat(drift(kind)).isPositive();
        look();
        look();
        assertThat(drift()).isZero();
        assertThat(states()).isEqualTo(states);
        assertThat(meters.get("onsale.seat.drift.mendings")
                        .tag("kind", kind)
                        .counter()
                        .count())
                .isPositive();
    }

    private void look() {
        auditor.compare(performance.id()).block(PATIENCE);
        clock.now = clock.now.plus(GRACE);
    }

    private double drift(String kind) {
        return meters.get("onsale.seat.drift").tag("kind", kind).gauge().value();
    }

    private double drift() {
        return meters.get("onsale.seat.drift").gauges().stream()
                .mapToDouble(gauge -> gauge.value())
                .sum();
    }

    private String states() {
        return service.states(performance);
    }

    /** Sets a seat's two bits without a script. */
    private void state(int seat, int bits) {
        redis().setbit(keys.states(), 64 + 2L * seat, bits >> 1).block(PATIENCE);
        redis().setbit(keys.states(), 65 + 2L * seat, bits & 1).block(PATIENCE);
    }

    private String owner(int seat) {
        return Objects.requireNonNull(
                redis().hget(keys.owners(), Integer.toString(seat)).block(PATIENCE));
    }

    private FanId fanOf(Hold hold) {
        String record = Objects.requireNonNull(
                redis().hget(keys.holds(), hold.id().random()).block(PATIENCE));
        return new FanId(record.split("\\|", -1)[1]);
    }

    private Hold hold(FanId fan, String... seats) {
        HoldOutcome outcome = tryHold(fan, seats);
        assertThat(outcome).isInstanceOf(Held.class);
        return ((Held) outcome).hold();
    }

    private HoldOutcome tryHold(FanId fan, String... ids) {
        List<HallSeat> seats = Arrays.stream(ids)
                .map(id -> Objects.requireNonNull(performance.hall().findSeat(new SeatId(id))))
                .toList();
        NewHold newHold = new NewHold(performance, fan, HoldId.nextFor(performance.id()));
        return Objects.requireNonNull(
                service.bean(SeatHolds.class).hold(newHold, seats).block(PATIENCE));
    }

    private static Reservation reserve(Hold hold, FanId fan) {
        var request =
                new ReserveRequest(hold.id(), new BookingId("b-" + fan), fan, Instant.parse("2050-01-01T00:00:00Z"));
        var outcome = service.bean(ReserveSeats.class).reserve(request).block(PATIENCE);
        return ((Reserved) Objects.requireNonNull(outcome)).reservation();
    }

    private Reservation sell(Hold hold, FanId fan) {
        Reservation made = reserve(hold, fan);
        settle.settle(envelope(new BookingConfirmed(
                        made.booking().value(),
                        made.sale().value(),
                        made.performance().value(),
                        fan.value(),
                        made.id().value(),
                        made.seats().stream().map(seat -> seat.id().value()).toList(),
                        made.total())))
                .block(PATIENCE);
        return made;
    }

    private static io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands<String, String> redis() {
        return service.bean(Scripts.class).commands();
    }
}
