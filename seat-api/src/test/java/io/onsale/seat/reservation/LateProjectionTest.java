package io.onsale.seat.reservation;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static io.onsale.seat.testing.SeatService.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onsale.kernel.event.OnsaleEvent.BookingCancelled;
import io.onsale.kernel.event.OnsaleEvent.BookingConfirmed;
import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.testing.AlsoOnCluster;
import io.onsale.seat.hold.Hold;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.NewHold;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.reservation.ReserveOutcome.Reserved;
import io.onsale.seat.reservation.ReserveSeats.ReserveRequest;
import io.onsale.seat.seat.SeatKeys;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.redis.Scripts;
import io.onsale.service.web.ProblemException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node reads Postgres and is paused before it writes to Redis, while another node goes on. Nothing newer is undone. */
@AlsoOnCluster
class LateProjectionTest {
    @RegisterExtension
    static final SeatService service = new SeatService();

    private final SettleReservations settle = service.bean(SettleReservations.class);
    private final ReservedHolds holds = service.bean(ReservedHolds.class);
    private final Performance performance =
            service.publish(aSale().withRow("A", 4).atMost(3));
    private final FanId ann = aFan();
    private final FanId bob = aFan();
    private final Reservation first = reserve(ann, "A-1", "A-2");

    @Test
    void a_sale_does_not_come_back_after_its_cancellation() {
        settle.settle(envelope(confirmed(first))).block(PATIENCE);
        Projection late = read(first);
        settle.settle(envelope(cancelled(first, "A-1", "A-2"))).block(PATIENCE);

        holds.settle(late).block(PATIENCE);

        assertThat(service.states(performance)).isEqualTo("0000");
        hold(ann, "A-1", "A-2", "A-3"); // and it does not count for the fan
    }

    @Test
    void a_reservation_does_not_come_back_after_it_was_given_back() {
        Projection late = read(first);
        settle.release(first.id()).block(PATIENCE);

        holds.settle(late).block(PATIENCE);

        assertThat(service.states(performance)).isEqualTo("0000");
        hold(ann, "A-1", "A-2", "A-3");
    }

    @Test
    void a_reservation_does_not_come_back_after_it_was_sold() {
        Projection late = read(first);
        settle.settle(envelope(confirmed(first))).block(PATIENCE);

        holds.settle(late).block(PATIENCE);

        assertThat(service.states(performance)).isEqualTo("2200");
    }

    @Test
    void a_single_seat_does_not_come_back_after_its_cancellation() {
        settle.settle(envelope(confirmed(first))).block(PATIENCE);
        Projection late = read(first);
        settle.settle(envelope(cancelled(first, "A-2"))).block(PATIENCE);

        holds.settle(late).block(PATIENCE);

        assertThat(service.states(performance)).isEqualTo("2000");
        hold(ann, "A-2", "A-3");
    }

    @Test
    void a_sale_does_not_come_back_after_the_seats_were_sold_again_and_given_back_again() {
        settle.settle(envelope(confirmed(first))).block(PATIENCE);
        Projection late = read(first);
        settle.settle(envelope(cancelled(first, "A-1", "A-2"))).block(PATIENCE);
        Reservation second = reserve(bob, "A-1", "A-2");
        settle.settle(envelope(confirmed(second))).block(PATIENCE);
        Projection laterStill = read(second);
        settle.settle(envelope(cancelled(second, "A-1", "A-2"))).block(PATIENCE);

        holds.settle(late).block(PATIENCE);
        holds.settle(laterStill).block(PATIENCE);

        assertThat(service.states(performance)).isEqualTo("0000");
        hold(ann, "A-1", "A-2", "A-3");
        hold(bob, "A-4");
    }

    @Test
    void a_sale_does_not_come_back_after_somebody_else_has_held_the_seats_for_a_while() {
        settle.settle(envelope(confirmed(first))).block(PATIENCE);
        Projection late = read(first);
        settle.settle(envelope(cancelled(first, "A-1", "A-2"))).block(PATIENCE);
        Hold hold = hold(bob, "A-1", "A-2");
        holds.settle(late).block(PATIENCE);
        assertThat(service.states(performance)).isEqualTo("1100");
        service.bean(SeatHolds.class).release(performance, hold.id(), bob).block(PATIENCE);

        holds.settle(late).block(PATIENCE);

        assertThat(service.states(performance)).isEqualTo("0000");
    }

    @Test
    void nothing_comes_back_after_a_rebuild() {
        Projection late = read(first);
        settle.release(first.id()).block(PATIENCE);
        service.redis().flush();
        service.setUp(performance.id());

        assertThatThrownBy(() -> holds.settle(late).block(PATIENCE)).isInstanceOf(ProblemException.class);

        assertThat(service.states(performance)).isEqualTo("0000");
    }

    @Test
    void the_newest_may_come_again() {
        settle.settle(envelope(confirmed(first))).block(PATIENCE);
        Projection newest = read(first);
        var redis = service.bean(Scripts.class).commands();
        SeatKeys keys = SeatKeys.of(performance.sale(), performance.id());
        redis.setbit(keys.states(), 64, 0).block(PATIENCE); // Redis forgets that A-1 is sold
        redis.hdel(keys.owners(), "0").block(PATIENCE);

        holds.settle(newest).block(PATIENCE);

        assertThat(service.states(performance)).isEqualTo("2200");
    }

    private static Projection read(Reservation reservation) {
        return Objects.requireNonNull(service.bean(Reservations.class)
                .findProjection(reservation.id())
                .block(PATIENCE));
    }

    private Hold hold(FanId fan, String... ids) {
        List<HallSeat> seats = Arrays.stream(ids)
                .map(id -> Objects.requireNonNull(performance.hall().findSeat(new SeatId(id))))
                .toList();
        NewHold newHold = new NewHold(performance, fan, HoldId.nextFor(performance.id()));
        var outcome = service.bean(SeatHolds.class).hold(newHold, seats).block(PATIENCE);
        assertThat(outcome).isInstanceOf(Held.class);
        return ((Held) Objects.requireNonNull(outcome)).hold();
    }

    private Reservation reserve(FanId fan, String... ids) {
        Hold hold = hold(fan, ids);
        var request =
                new ReserveRequest(hold.id(), new BookingId("b-" + fan), fan, Instant.parse("2050-01-01T00:00:00Z"));
        var outcome = service.bean(ReserveSeats.class).reserve(request).block(PATIENCE);
        return ((Reserved) Objects.requireNonNull(outcome)).reservation();
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

    private static BookingCancelled cancelled(Reservation reservation, String... seats) {
        return new BookingCancelled(
                reservation.booking().value(),
                reservation.sale().value(),
                reservation.performance().value(),
                reservation.fan().value(),
                reservation.id().value(),
                List.of(seats));
    }
}
