package io.onsale.seat.hold;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static io.onsale.seat.testing.SeatService.envelope;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.event.OnsaleEvent.BookingCancelled;
import io.onsale.kernel.event.OnsaleEvent.BookingConfirmed;
import io.onsale.kernel.event.OnsaleEvent.BookingEvent;
import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SeatId;
import io.onsale.seat.expiry.LapsedHolds;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.HoldOutcome.KeyReused;
import io.onsale.seat.hold.HoldOutcome.LimitReached;
import io.onsale.seat.hold.HoldSeats.HoldRequest;
import io.onsale.seat.hold.Wish.BestAvailable;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.reservation.Reservation;
import io.onsale.seat.reservation.ReserveOutcome.Reserved;
import io.onsale.seat.reservation.ReserveSeats;
import io.onsale.seat.reservation.ReserveSeats.ReserveRequest;
import io.onsale.seat.reservation.SettleReservations;
import io.onsale.seat.seat.SeatKeys;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.redis.Scripts;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A key whose hold was sold since changes nothing. */
class KeyedHoldsTest {
    private static final Wish BEST_TWO = Wish.of(new BestAvailable(2, null, null, false, false));

    @RegisterExtension
    static final SeatService service = new SeatService();

    private final SeatHolds holds = service.bean(SeatHolds.class);
    private final Performance performance =
            service.publish(aSale().withRow("A", 8).atMost(4));
    private final FanId ann = aFan();
    private final Hold sold = held(hold("k1", BEST_TWO));
    private final Reservation reservation = sell(sold);

    @BeforeAll
    static void onlyWeSweep() {
        service.loop("holdSweeperLoop").stop();
    }

    @AfterAll
    static void sweepAgain() {
        service.loop("holdSweeperLoop").start();
    }

    @Test
    void the_key_of_sold_seats_gets_the_same_answer_and_no_more_seats() {
        assertThat(held(hold("k1", BEST_TWO))).isEqualTo(sold);
        assertThat(hold("k1", Wish.of(List.of(new SeatId("A-5"))))).isEqualTo(new KeyReused());

        assertThat(service.states(performance)).isEqualTo("00000022");
        assertThat(release(sold)).isEqualTo(HoldReleaseOutcome.NOT_FOUND);
        held(hold("k2", BEST_TWO));
        assertThat(hold("k3", BEST_TWO)).isEqualTo(new LimitReached(4, 4));
    }

    @Test
    void a_key_that_was_forgotten_makes_a_hold_of_its_own() {
        forgetKeys();

        Hold next = held(hold("k1", BEST_TWO));

        assertThat(next.id()).isNotEqualTo(sold.id());
        assertThat(release(next)).isEqualTo(HoldReleaseOutcome.RELEASED);
        assertThat(hold("k2", Wish.of(new BestAvailable(3, null, null, false, false))))
                .isEqualTo(new LimitReached(2, 4)); // sold seats count
    }

    @Test
    void a_forgotten_keys_next_hold_outlives_the_end_of_the_first_ones_booking() {
        forgetKeys();
        Hold next = held(hold("k1", BEST_TWO));

        settle(cancelled());
        settle(cancelled());

        assertThat(service.states(performance)).isEqualTo("00001100");
        assertThat(holds.findHold(performance, next.id(), ann).block(PATIENCE)).isEqualTo(next);
        service.lapse(next.id());
        assertThat(service.bean(LapsedHolds.class).endSome(performance.id(), 10).block(PATIENCE))
                .isEqualTo(1);
        assertThat(service.states(performance)).isEqualTo("00000000");
    }

    private HoldOutcome hold(String key, Wish wish) {
        String pass = service.pass(ann, performance.sale());
        return Objects.requireNonNull(service.bean(HoldSeats.class)
                .hold(new HoldRequest(performance.id(), ann, pass, wish, key))
                .block(PATIENCE));
    }

    private static Hold held(HoldOutcome outcome) {
        assertThat(outcome).isInstanceOf(Held.class);
        return ((Held) outcome).hold();
    }

    private HoldReleaseOutcome release(Hold hold) {
        return Objects.requireNonNull(holds.release(performance, hold.id(), ann).block(PATIENCE));
    }

    private Reservation sell(Hold hold) {
        Instant payUntil = Instant.parse("2050-01-01T00:00:00Z");
        var outcome = service.bean(ReserveSeats.class)
                .reserve(new ReserveRequest(hold.id(), new BookingId("b-" + ann), ann, payUntil))
                .block(PATIENCE);
        Reservation made = ((Reserved) Objects.requireNonNull(outcome)).reservation();
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

    private BookingCancelled cancelled() {
        return new BookingCancelled(
                reservation.booking().value(),
                reservation.sale().value(),
                reservation.performance().value(),
                reservation.fan().value(),
                reservation.id().value(),
                ids(reservation));
    }

    private static void settle(BookingEvent event) {
        service.bean(SettleReservations.class).settle(envelope(event)).block(PATIENCE);
    }

    /** As Redis does on its own after a day. */
    private void forgetKeys() {
        service.bean(Scripts.class)
                .commands()
                .del(SeatKeys.keysOf(performance.sale(), performance.id(), ann))
                .block(PATIENCE);
    }

    private static List<String> ids(Reservation reservation) {
        return reservation.seats().stream().map(seat -> seat.id().value()).toList();
    }
}
