package io.onsale.seat.reservation;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static io.onsale.seat.testing.SeatService.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.event.OnsaleEvent.BookingConfirmed;
import io.onsale.kernel.event.OnsaleEvent.BookingExpired;
import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.ReservationId;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.money.Money;
import io.onsale.seat.hold.Hold;
import io.onsale.seat.hold.HoldOutcome;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.HoldOutcome.LimitReached;
import io.onsale.seat.hold.HoldReleaseOutcome;
import io.onsale.seat.hold.NewHold;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.reservation.Reservations.Insertion;
import io.onsale.seat.reservation.Reservations.Insertion.EpochOver;
import io.onsale.seat.reservation.Reservations.Insertion.Forestalled;
import io.onsale.seat.reservation.Reservations.Insertion.Inserted;
import io.onsale.seat.reservation.Reservations.Insertion.RowExists;
import io.onsale.seat.reservation.ReserveOutcome.HoldExpired;
import io.onsale.seat.reservation.ReserveOutcome.HoldNotFound;
import io.onsale.seat.reservation.ReserveOutcome.Reserved;
import io.onsale.seat.reservation.ReserveOutcome.Taken;
import io.onsale.seat.reservation.ReserveSeats.ReserveRequest;
import io.onsale.seat.reservation.ReservedHolds.Takeover.TakenOver;
import io.onsale.seat.seat.SeatKeys;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.redis.Scripts;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** From a hold to a row and back, on real stores, with a crash at each step. */
class ReserveSeatsTest {
    private static final Instant PAY_UNTIL = Instant.parse("2050-01-01T00:00:00Z");

    @RegisterExtension
    static final SeatService service = new SeatService();

    private final ReserveSeats reserve = service.bean(ReserveSeats.class);
    private final SettleReservations settle = service.bean(SettleReservations.class);
    private final ReservedHolds reservedHolds = service.bean(ReservedHolds.class);
    private final Reservations reservations = service.bean(Reservations.class);
    private final Reconciler reconciler = service.bean(Reconciler.class);
    private final Performance performance =
            service.publish(aSale().withRow("A", 4).atMost(3));
    private final FanId ann = aFan();
    private final FanId bob = aFan();

    @BeforeAll
    static void onlyWeReconcile() {
        service.loop("reconcilerLoop").stop();
        service.loop("driftLoop").stop();
    }

    @AfterAll
    static void reconcileAgain() {
        service.loop("driftLoop").start();
        service.loop("reconcilerLoop").start();
    }

    @Test
    void a_hold_becomes_a_reservation_that_no_time_ends() {
        Hold hold = hold(ann, "A-1", "A-2");

        Reservation reservation = reserved(reserve(hold, ann, "b1"), true);

        assertThat(reservation.total()).isEqualTo(new Money(20_000, "KRW"));
        assertThat(reservation.fence()).isEqualTo(hold.fence());
        assertThat(stored(reservation)).isEqualTo(reservation);
        assertThat(service.bean(SeatHolds.class)
                        .release(performance, hold.id(), ann)
                        .block(PATIENCE))
                .isEqualTo(HoldReleaseOutcome.NOT_FOUND);
        assertThat(redis().zcard(keys().expiry()).block(PATIENCE)).isZero();
        assertThat(redis().zcard(keys().reserving()).block(PATIENCE)).isZero();
        assertThat(service.states(performance)).isEqualTo("1100");
    }

    @Test
    void a_booking_extends_its_hold_once_and_not_without_end() {
        Hold hold = hold(ann, "A-1");
        Instant latest = hold.expiresAt().plus(ReserveSeats.PAY_AFTER_HOLD_MAX);

        Reservation capped = reserved(reserve(hold, ann, "b1"), true);
        assertThat(capped.payUntil()).isEqualTo(latest);
        assertThat(stored(capped).payUntil()).isEqualTo(latest);
        assertThat(reserved(reserve(hold, ann, "b1"), false).payUntil())
                .as("a repeat")
                .isEqualTo(latest);
        assertThat(reserve(hold, ann, "b2")).as("another booking").isEqualTo(new HoldNotFound());

        Hold other = hold(bob, "A-3");
        Instant soon = other.expiresAt().minusSeconds(60);
        ReserveRequest request = new ReserveRequest(other.id(), new BookingId("b3"), bob, soon);
        assertThat(reserved(Objects.requireNonNull(reserve.reserve(request).block(PATIENCE)), true)
                        .payUntil())
                .isEqualTo(soon);
    }

    @Test
    void the_same_booking_gets_the_same_answer() {
        Hold hold = hold(ann, "A-1");
        Reservation first = reserved(reserve(hold, ann, "b1"), true);

        assertThat(reserved(reserve(hold, ann, "b1"), false)).isEqualTo(first);
        settle.settle(envelope(confirmed(first))).block(PATIENCE);
        assertThat(reserved(reserve(hold, ann, "b1"), false).id()).isEqualTo(first.id()); // also when it is sold
    }

    @Test
    void requests_of_one_booking_at_once_make_one_reservation() {
        Hold hold = hold(ann, "A-1", "A-2", "A-3");

        List<ReserveOutcome> outcomes = Objects.requireNonNull(Flux.range(0, 16)
                .flatMap(i -> Mono.defer(() -> reserve.reserve(request(hold, ann, "b1")))
                        .subscribeOn(Schedulers.parallel()))
                .collectList()
                .block(PATIENCE));

        assertThat(outcomes).allMatch(Reserved.class::isInstance);
        assertThat(outcomes)
                .extracting(outcome -> ((Reserved) outcome).reservation().id())
                .containsOnly(((Reserved) outcomes.getFirst()).reservation().id());
        assertThat(outcomes).filteredOn(outcome -> ((Reserved) outcome).isNew()).hasSize(1);
    }

    @Test
    void another_booking_another_fan_and_no_hold_are_not_found() {
        Hold hold = hold(ann, "A-1");

        assertThat(reserve(hold, bob, "b1")).isEqualTo(new HoldNotFound());
        reserved(reserve(hold, ann, "b1"), true);
        assertThat(reserve(hold, ann, "b2")).isEqualTo(new HoldNotFound());
        Hold none = new Hold(HoldId.nextFor(performance.id()), hold.seats(), 1, hold.expiresAt());
        assertThat(reserve(none, ann, "b3")).isEqualTo(new HoldNotFound());
    }

    @Test
    void a_hold_that_has_lapsed_is_not_reserved() {
        Hold hold = hold(ann, "A-1");
        service.lapse(hold.id());

        assertThat(reserve(hold, ann, "b1")).isIn(new HoldExpired(), new HoldNotFound()); // swept or not
        assertThat(service.sql("select 1 from reservation where hold_id = '" + hold.id() + "'"))
                .isEmpty();
    }

    @Test
    void reserved_seats_count_for_the_limit_until_they_are_given_back() {
        Reservation reservation = reserved(reserve(hold(ann, "A-1", "A-2"), ann, "b1"), true);
        assertThat(tryHold(ann, "A-3", "A-4")).isEqualTo(new LimitReached(2, 3));

        assertThat(settle.release(reservation.id()).block(PATIENCE)).isEqualTo(ReleaseOutcome.RELEASED);
        assertThat(settle.release(reservation.id()).block(PATIENCE)).isEqualTo(ReleaseOutcome.RELEASED);

        assertThat(service.states(performance)).isEqualTo("0000");
        hold(ann, "A-2", "A-3", "A-4");
    }

    @Test
    void a_sold_reservation_is_not_given_back() {
        Reservation reservation = reserved(reserve(hold(ann, "A-1"), ann, "b1"), true);
        settle.settle(envelope(confirmed(reservation))).block(PATIENCE);

        assertThat(settle.release(reservation.id()).block(PATIENCE)).isEqualTo(ReleaseOutcome.SOLD);
        settle.settle(envelope(expired(reservation))).block(PATIENCE); // states only move forward

        assertThat(service.states(performance)).isEqualTo("2000");
        assertThat(stored(reservation).state()).isEqualTo(ReservationState.SOLD);
        assertThat(tryHold(ann, "A-2", "A-3", "A-4")).isEqualTo(new LimitReached(1, 3));
    }

    @Test
    void an_unknown_reservation_is_given_back_already() {
        assertThat(settle.release(ReservationId.next()).block(PATIENCE)).isEqualTo(ReleaseOutcome.RELEASED);
    }

    @Test
    void postgres_says_no_when_redis_is_wrong() {
        reserved(reserve(hold(ann, "A-1", "A-2"), ann, "b1"), true);
        redis().setbit(keys().states(), 64 + 3, 0).block(PATIENCE); // Redis forgets that A-2 is held
        redis().hdel(keys().owners(), "1").block(PATIENCE);
        Hold wrong = hold(bob, "A-2", "A-3");

        ReserveOutcome outcome = reserve(wrong, bob, "b2");

        assertThat(outcome).isEqualTo(new Taken(List.of(new SeatId("A-2"))));
        assertThat(service.bean(SeatHolds.class)
                        .findHold(performance, wrong.id(), bob)
                        .blockOptional(PATIENCE))
                .isEmpty(); // it could never be booked
        assertThat(service.states(performance)).isEqualTo("1100");
        assertThat(tryHold(bob, "A-2", "A-3")).isEqualTo(new HoldOutcome.Taken(List.of(new SeatId("A-2"))));
        assertThat(redis().zcard(keys().reserving()).block(PATIENCE)).isZero();
        assertThat(service.sql("select booking_id from reservation join reservation_seat using (reservation_id)"
                        + " where reservation.performance_id = '" + performance.id() + "' and seat_id = 'A-2'"))
                .containsExactly("b1");
    }

    @Test
    void a_sale_that_redis_forgot_is_put_right_by_the_first_who_books_in_vain() {
        Hold first = hold(ann, "A-1", "A-2");
        Reservation reservation = reserved(reserve(first, ann, "b1"), true);
        settle.settle(envelope(confirmed(reservation))).block(PATIENCE);
        redis().setbit(keys().states(), 64, 0).block(PATIENCE); // all of the sale is lost
        redis().setbit(keys().states(), 64 + 2, 0).block(PATIENCE);
        redis().del(keys().owners(), keys().fans()).block(PATIENCE);
        Hold wrong = hold(bob, "A-2", "A-3");

        assertThat(reserve(wrong, bob, "b2")).isEqualTo(new Taken(List.of(new SeatId("A-2"))));

        assertThat(service.states(performance)).isEqualTo("2200");
        assertThat(redis().hvals(keys().owners()).collectList().block(PATIENCE))
                .containsOnly(first.id().random());
        assertThat(tryHold(ann, "A-3", "A-4")).isEqualTo(new LimitReached(2, 3));
        hold(bob, "A-3", "A-4");
    }

    @Test
    void a_repeat_finds_its_own_reservation_after_redis_has_lost_it() {
        Hold hold = hold(ann, "A-1", "A-2");
        String before = record(hold);
        Reservation first = reserved(reserve(hold, ann, "b1"), true);
        redis().hset(keys().holds(), hold.id().random(), before).block(PATIENCE); // held again, as Redis has it

        assertThat(reserved(reserve(hold, ann, "b1"), false)).isEqualTo(first);

        assertThat(service.states(performance)).isEqualTo("1100");
        assertThat(tryHold(ann, "A-3", "A-4")).isEqualTo(new LimitReached(2, 3));
        assertThat(reserved(reserve(hold, ann, "b1"), false)).isEqualTo(first); // and once more
        assertThat(reserve(hold, ann, "b2")).isEqualTo(new HoldNotFound());
    }

    @Test
    void a_repeat_finds_its_own_reservation_also_when_the_hold_has_lapsed_since() {
        Hold hold = hold(ann, "A-1");
        String lapsed = record(hold).replace(Long.toString(hold.expiresAt().toEpochMilli()), "1");
        Reservation first = reserved(reserve(hold, ann, "b1"), true);
        redis().hset(keys().holds(), hold.id().random(), lapsed).block(PATIENCE);

        assertThat(reserve(hold, ann, "b2")).isEqualTo(new HoldExpired());
        assertThat(reserved(reserve(hold, ann, "b1"), false)).isEqualTo(first);
    }

    @Test
    void a_reservation_that_postgres_refused_never_comes_true() {
        Reservation others = reserved(reserve(hold(bob, "A-1", "A-2"), bob, "b1"), true);
        redis().setbit(keys().states(), 64 + 3, 0).block(PATIENCE); // Redis forgets that A-2 is held
        redis().hdel(keys().owners(), "1").block(PATIENCE);
        Hold wrong = hold(ann, "A-2", "A-3");
        TakenOver takenOver = takeOver(wrong, "b2");
        assertThat(reserve(wrong, ann, "b2")).isEqualTo(new Taken(List.of(new SeatId("A-2"))));
        settle.release(others.id()).block(PATIENCE);

        // as a repeat that was under way would do, whose hold has been ended
        assertThat(reservations
                        .insert(row(wrong, takenOver, "b2"), takenOver.epoch())
                        .block(PATIENCE))
                .isEqualTo(new Forestalled());
    }

    private String record(Hold hold) {
        return Objects.requireNonNull(
                redis().hget(keys().holds(), hold.id().random()).block(PATIENCE));
    }

    @Test
    void the_inverse_frees_the_seats_when_no_time_remains() {
        Hold hold = hold(ann, "A-1");
        TakenOver takenOver = takeOver(hold, "b1");
        String record = Objects.requireNonNull(
                redis().hget(keys().holds(), hold.id().random()).block(PATIENCE));
        redis().hset(
                        keys().holds(),
                        hold.id().random(),
                        record.replace(Long.toString(hold.expiresAt().toEpochMilli()), "1"))
                .block(PATIENCE);

        reservedHolds.undo(hold.id(), takenOver.reservation()).block(PATIENCE);
        reservedHolds.undo(hold.id(), takenOver.reservation()).block(PATIENCE);

        assertThat(service.states(performance)).isEqualTo("0000");
        hold(ann, "A-1", "A-2", "A-3");
    }

    @Test
    void a_crash_before_the_row_gives_the_hold_back() {
        Hold hold = hold(ann, "A-1");
        TakenOver takenOver = takeOver(hold, "b1");
        doubtNow(hold);

        reconciler.round().block(PATIENCE);

        assertThat(service.bean(SeatHolds.class)
                        .findHold(performance, hold.id(), ann)
                        .block(PATIENCE))
                .isEqualTo(hold);
        assertThat(reservations
                        .insert(row(hold, takenOver, "b1"), takenOver.epoch())
                        .block(PATIENCE))
                .isEqualTo(new Forestalled()); // a row that comes too late is refused
        reserved(reserve(hold, ann, "b1"), true); // and the fan may go on
    }

    @Test
    void a_crash_after_the_row_keeps_the_reservation() {
        Hold hold = hold(ann, "A-1");
        TakenOver takenOver = takeOver(hold, "b1");
        Reservation row = row(hold, takenOver, "b1");
        assertThat(reservations.insert(row, takenOver.epoch()).block(PATIENCE)).isEqualTo(new Inserted());
        doubtNow(hold);

        reconciler.round().block(PATIENCE);

        assertThat(redis().zcard(keys().reserving()).block(PATIENCE)).isZero();
        assertThat(service.states(performance)).isEqualTo("1000");
        assertThat(reserved(reserve(hold, ann, "b1"), false)).isEqualTo(row);
    }

    @Test
    void a_lost_answer_is_made_good_by_a_repeat() {
        Hold hold = hold(ann, "A-1");
        TakenOver takenOver = takeOver(hold, "b1"); // and then the process dies

        Reservation reservation = reserved(reserve(hold, ann, "b1"), true);

        assertThat(reservation.id()).isEqualTo(takenOver.reservation());
    }

    @Test
    void what_redis_said_in_an_older_epoch_is_not_inserted() {
        Hold hold = hold(ann, "A-1");
        TakenOver takenOver = takeOver(hold, "b1");

        assertThat(reservations
                        .insert(row(hold, takenOver, "b1"), takenOver.epoch() - 1)
                        .block(PATIENCE))
                .isEqualTo(new EpochOver());
    }

    @Test
    void a_reservation_waits_for_a_rebuild_whose_epoch_redis_has_already() throws Exception {
        Hold hold = hold(ann, "A-1");
        TakenOver takenOver = takeOver(hold, "b1");
        CompletableFuture<@Nullable Insertion> insertion;

        try (Connection rebuild = service.postgres();
                Statement statement = rebuild.createStatement()) {
            rebuild.setAutoCommit(false);
            statement.executeUpdate(
                    "update performance set epoch = epoch + 1 where performance_id = '" + performance.id() + "'");
            insertion = reservations
                    .insert(row(hold, takenOver, "b1"), takenOver.epoch() + 1)
                    .toFuture();
            await().atMost(PATIENCE).until(() -> waitsForLock(statement));
            rebuild.commit();
        }

        assertThat(insertion).succeedsWithin(PATIENCE).isEqualTo(new Inserted());
    }

    private static boolean waitsForLock(Statement statement) throws SQLException {
        try (ResultSet waiting = statement.executeQuery(
                "select 1 from pg_stat_activity where pg_backend_pid() = any (pg_blocking_pids(pid))")) {
            return waiting.next();
        }
    }

    @Test
    void a_row_that_is_there_is_not_made_again() {
        Hold hold = hold(ann, "A-1");
        TakenOver takenOver = takeOver(hold, "b1");
        Reservation row = row(hold, takenOver, "b1");
        reservations.insert(row, takenOver.epoch()).block(PATIENCE);

        assertThat(reservations.insert(row, takenOver.epoch()).block(PATIENCE)).isEqualTo(new RowExists(row));
    }

    @Test
    void an_effect_is_there_once_however_often_its_event_comes() {
        Reservation reservation = reserved(reserve(hold(ann, "A-1"), ann, "b1"), true);
        var expired = envelope(expired(reservation));
        settle.settle(expired).block(PATIENCE);
        Hold next = hold(bob, "A-1");

        settle.settle(expired).block(PATIENCE);

        assertThat(service.bean(SeatHolds.class)
                        .findHold(performance, next.id(), bob)
                        .block(PATIENCE))
                .isEqualTo(next);
        assertThat(service.states(performance)).isEqualTo("1000");
        assertThat(tryHold(ann, "A-1")).isEqualTo(new HoldOutcome.Taken(List.of(new SeatId("A-1"))));
    }

    @Test
    void a_crash_between_the_stores_heals_when_the_event_comes_again() {
        Reservation reservation = reserved(reserve(hold(ann, "A-1"), ann, "b1"), true);
        var confirmed = envelope(confirmed(reservation));
        reservations.apply(confirmed).block(PATIENCE); // and then the process dies
        assertThat(service.states(performance)).isEqualTo("1000");

        settle.settle(confirmed).block(PATIENCE);

        assertThat(service.states(performance)).isEqualTo("2000");
    }

    private Hold hold(FanId fan, String... seats) {
        return ((Held) tryHold(fan, seats)).hold();
    }

    private HoldOutcome tryHold(FanId fan, String... ids) {
        List<HallSeat> seats = Arrays.stream(ids)
                .map(id -> Objects.requireNonNull(performance.hall().findSeat(new SeatId(id))))
                .toList();
        NewHold newHold = new NewHold(performance, fan, HoldId.nextFor(performance.id()));
        return Objects.requireNonNull(
                service.bean(SeatHolds.class).hold(newHold, seats).block(PATIENCE));
    }

    private ReserveOutcome reserve(Hold hold, FanId fan, String booking) {
        return Objects.requireNonNull(
                reserve.reserve(request(hold, fan, booking)).block(PATIENCE));
    }

    private static ReserveRequest request(Hold hold, FanId fan, String booking) {
        return new ReserveRequest(hold.id(), new BookingId(booking), fan, PAY_UNTIL);
    }

    private TakenOver takeOver(Hold hold, String booking) {
        return (TakenOver) Objects.requireNonNull(reservedHolds
                .takeOver(hold.id(), ann, new BookingId(booking), ReservationId.next())
                .block(PATIENCE));
    }

    private Reservation row(Hold hold, TakenOver takenOver, String booking) {
        return new Reservation(
                takenOver.reservation(),
                performance.id(),
                performance.sale(),
                new BookingId(booking),
                hold.id(),
                ann,
                takenOver.fence(),
                ReservationState.RESERVED,
                PAY_UNTIL,
                IntStream.range(0, hold.seats().size())
                        .mapToObj(i -> hold.seats().get(i))
                        .map(seat -> new Reservation.ReservedSeat(
                                seat.id(),
                                seat.index(),
                                seat.label(),
                                seat.grade(),
                                seat.price(),
                                ReservationState.RESERVED))
                        .toList(),
                takenOver.placeSince());
    }

    private Reservation stored(Reservation reservation) {
        return Objects.requireNonNull(
                reservations.findReservation(reservation.id()).block(PATIENCE));
    }

    private static Reservation reserved(ReserveOutcome outcome, boolean isNew) {
        assertThat(outcome).isInstanceOf(Reserved.class);
        assertThat(((Reserved) outcome).isNew()).isEqualTo(isNew);
        return ((Reserved) outcome).reservation();
    }

    private BookingConfirmed confirmed(Reservation reservation) {
        return new BookingConfirmed(
                reservation.booking().value(),
                reservation.sale().value(),
                reservation.performance().value(),
                reservation.fan().value(),
                reservation.id().value(),
                reservation.seats().stream().map(seat -> seat.id().value()).toList(),
                reservation.total());
    }

    private BookingExpired expired(Reservation reservation) {
        return new BookingExpired(
                reservation.booking().value(),
                reservation.sale().value(),
                reservation.performance().value(),
                reservation.fan().value(),
                reservation.id().value(),
                reservation.seats().stream().map(seat -> seat.id().value()).toList());
    }

    private void doubtNow(Hold hold) {
        redis().zadd(keys().reserving(), 1, hold.id().random()).block(PATIENCE);
    }

    private SeatKeys keys() {
        return SeatKeys.of(performance.sale(), performance.id());
    }

    private static io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands<String, String> redis() {
        return service.bean(Scripts.class).commands();
    }
}
