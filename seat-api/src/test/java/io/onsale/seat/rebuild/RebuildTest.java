package io.onsale.seat.rebuild;

import static io.onsale.seat.testing.SaleBuilder.NOT_FOR_SALE;
import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static io.onsale.seat.testing.SeatService.envelope;
import static io.onsale.seat.testing.SeatService.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.event.OnsaleEvent.BookingConfirmed;
import io.onsale.kernel.event.OnsaleEvent.BookingExpired;
import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.kernel.testing.AlsoOnCluster;
import io.onsale.seat.hold.Hold;
import io.onsale.seat.hold.HoldOutcome;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.HoldOutcome.LimitReached;
import io.onsale.seat.hold.HoldOutcome.Taken;
import io.onsale.seat.hold.NewHold;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.reservation.Reservation;
import io.onsale.seat.reservation.ReserveOutcome.Reserved;
import io.onsale.seat.reservation.ReserveSeats;
import io.onsale.seat.reservation.ReserveSeats.ReserveRequest;
import io.onsale.seat.reservation.SettleReservations;
import io.onsale.seat.seat.SeatKeys;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.redis.Scripts;
import io.onsale.service.web.ProblemException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Redis loses everything, or comes back with something old: nothing that was sold is sold again. */
@AlsoOnCluster
class RebuildTest {
    @RegisterExtension
    static final SeatService service = new SeatService();

    private final Performance performance = service.publish(
            aSale().withRow("A", 5).withRow("B", 1, NOT_FOR_SALE).atMost(3));
    private final FanId ann = aFan();
    private final FanId bob = aFan();
    private final String path = "/api/v1/performances/" + performance.id();
    private Hold last = hold(ann, "A-1", "A-2");
    private long before;

    @BeforeEach
    void sellAndReserve() {
        settle(confirmed(reserve(last, ann, "b-" + ann)));
        last = hold(bob, "A-3");
        reserve(last, bob, "b-" + bob);
        hold(aFan(), "A-4");
        assertThat(service.states(performance)).isEqualTo("221103");
        before = epoch();
    }

    @Test
    void a_flushed_redis_is_answered_503_until_the_seats_are_back() {
        service.loop("rebuildLoop").stop();
        service.redis().flush();

        service.http()
                .post()
                .uri(path + "/holds")
                .headers(headers -> headers.setBearerAuth(service.token(ann)))
                .header("Pass", service.pass(ann, performance.sale()))
                .bodyValue(Map.of("seatIds", List.of("A-5")))
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .exists("Retry-After")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:onsale:problem:seats-not-ready");
        eventually(() -> service.http()
                .get()
                .uri(path + "/seats")
                .exchange()
                .expectStatus()
                .isEqualTo(503));

        service.loop("rebuildLoop").start();

        eventually(() -> service.http()
                .get()
                .uri(path + "/seats")
                .exchange()
                .expectStatus()
                .isOk());
        assertThat(service.states(performance)).isEqualTo("221003"); // what was only held is free
        assertThat(tryHold(aFan(), "A-1", "A-3", "A-4"))
                .isEqualTo(new Taken(List.of(new SeatId("A-1"), new SeatId("A-3"))));
        assertThat(tryHold(ann, "A-4", "A-5")).isEqualTo(new LimitReached(2, 3));
        assertThat(hold(ann, "A-4").fence()).isGreaterThan(last.fence());
    }

    @Test
    void the_states_of_an_older_epoch_count_for_nothing() {
        service.loop("rebuildLoop").stop();
        service.sql("update performance set epoch = epoch + 1 where performance_id = '" + performance.id() + "'"
                + " returning 1");
        service.sql("update reservation_seat set state = 'RELEASED' where performance_id = '" + performance.id()
                + "' and seat_id = 'A-3' returning 1"); // what Redis does not know
        service.loop("rebuildLoop").start();

        eventually(() -> assertThat(service.states(performance)).isEqualTo("220003"));
        assertThat(epoch()).isGreaterThan(before + 1);
    }

    @Test
    void nothing_happens_when_nothing_is_missing() {
        service.setUp(performance.id());

        assertThat(epoch()).isEqualTo(before);
        assertThat(service.states(performance)).isEqualTo("221103");
    }

    @Test
    void the_loss_of_any_key_of_the_states_is_noticed() {
        service.bean(Scripts.class)
                .commands()
                .del(SeatKeys.of(performance.sale(), performance.id()).states())
                .block(PATIENCE);

        eventually(() -> assertThat(epoch()).isGreaterThan(before));
        eventually(() -> assertThat(service.states(performance)).isEqualTo("221003"));
    }

    @Test
    void a_server_that_may_have_lost_its_newest_writes_gives_no_seat_away() {
        service.loop("rebuildLoop").stop();
        loseTheSaleOfA1();
        anotherServer();

        assertNotReady(() -> tryHold(aFan(), "A-1"));
        assertNotReady(() -> service.bean(SeatHolds.class)
                .holdBest(
                        new NewHold(performance, aFan(), HoldId.nextFor(performance.id())),
                        1,
                        performance.hall().ranked(),
                        true)
                .block(PATIENCE));

        service.loop("rebuildLoop").start();
        eventually(() -> assertThat(epoch()).isGreaterThan(before));
        eventually(() -> assertThat(service.states(performance)).isEqualTo("221003"));
        await().ignoreExceptionsInstanceOf(ProblemException.class)
                .untilAsserted(() -> assertThat(hold(aFan(), "A-4").fence()).isGreaterThan(last.fence()));
    }

    private static void assertNotReady(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().type()).hasToString(ProblemType.SEATS_NOT_READY.uri()));
    }

    @Test
    void another_server_is_noticed_though_nobody_asks() {
        loseTheSaleOfA1();
        anotherServer();

        eventually(() -> assertThat(service.states(performance)).isEqualTo("221003"));
        assertThat(epoch()).isGreaterThan(before);
    }

    /** Redis after it lost the writes of the hold and of the sale. */
    private void loseTheSaleOfA1() {
        var redis = service.bean(Scripts.class).commands();
        SeatKeys keys = SeatKeys.of(performance.sale(), performance.id());
        redis.setbit(keys.states(), 64, 0).block(PATIENCE);
        redis.hdel(keys.owners(), "0").block(PATIENCE);
        assertThat(service.states(performance)).isEqualTo("021103");
    }

    /** Simulates a restart or a failover: the server's run id is not the noted one. */
    private void anotherServer() {
        service.bean(Scripts.class)
                .commands()
                .set(SeatKeys.of(performance.sale(), performance.id()).server(), "0123456789abcdef")
                .block(PATIENCE);
    }

    @Test
    void what_was_reserved_before_goes_on_after() {
        Hold hold = hold(bob, "A-5");
        Reservation reservation = reserve(hold, bob, "b2-" + bob);
        service.redis().flush();
        service.setUp(performance.id());

        // the same answer to a repeat, once this node knows the new epoch
        await().ignoreExceptionsInstanceOf(ProblemException.class)
                .untilAsserted(() -> assertThat(reserve(hold, bob, "b2-" + bob)).isEqualTo(reservation));
        settle(expired(reservation));
        eventually(() -> assertThat(service.states(performance)).isEqualTo("221003"));
        hold(bob, "A-4", "A-5");
    }

    @Test
    void everything_in_redis_is_as_it_would_be_without_the_loss() {
        service.redis().flush();

        service.setUp(performance.id());

        var redis = service.bean(Scripts.class).commands();
        SeatKeys keys = SeatKeys.of(performance.sale(), performance.id());
        assertThat(redis.hlen(keys.owners()).block(PATIENCE)).isEqualTo(3);
        assertThat(redis.hkeys(keys.holds()).collectList().block(PATIENCE))
                .containsExactly(last.id().random());
        assertThat(Set.copyOf(Objects.requireNonNull(
                        redis.hkeys(keys.fans()).collectList().block(PATIENCE))))
                .containsExactlyInAnyOrder(ann.value(), bob.value());
    }

    private long epoch() {
        return Long.parseLong(
                service.sql("select epoch from performance where performance_id = '" + performance.id() + "'")
                        .getFirst());
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

    private static Reservation reserve(Hold hold, FanId fan, String booking) {
        Instant payUntil = Instant.parse("2050-01-01T00:00:00Z");
        var outcome = service.bean(ReserveSeats.class)
                .reserve(new ReserveRequest(hold.id(), new BookingId(booking), fan, payUntil))
                .block(PATIENCE);
        return ((Reserved) Objects.requireNonNull(outcome)).reservation();
    }

    private static void settle(io.onsale.kernel.event.OnsaleEvent.BookingEvent event) {
        service.bean(SettleReservations.class).settle(envelope(event)).block(PATIENCE);
    }

    private static BookingConfirmed confirmed(Reservation reservation) {
        return new BookingConfirmed(
                reservation.booking().value(),
                reservation.sale().value(),
                reservation.performance().value(),
                reservation.fan().value(),
                reservation.id().value(),
                reservation.seats().stream().map(seat -> seat.id().value()).toList(),
                reservation.total());
    }

    private static BookingExpired expired(Reservation reservation) {
        return new BookingExpired(
                reservation.booking().value(),
                reservation.sale().value(),
                reservation.performance().value(),
                reservation.fan().value(),
                reservation.id().value(),
                reservation.seats().stream().map(seat -> seat.id().value()).toList());
    }
}
