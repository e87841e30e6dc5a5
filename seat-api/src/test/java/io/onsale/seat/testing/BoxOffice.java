package io.onsale.seat.testing;

import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.envelope;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.event.OnsaleEvent.BookingCancelled;
import io.onsale.kernel.event.OnsaleEvent.BookingConfirmed;
import io.onsale.kernel.event.OnsaleEvent.BookingEvent;
import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.money.Money;
import io.onsale.seat.hold.Hold;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.NewHold;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.reservation.Reservation;
import io.onsale.seat.reservation.ReserveOutcome.Reserved;
import io.onsale.seat.reservation.ReserveSeats;
import io.onsale.seat.reservation.ReserveSeats.ReserveRequest;
import io.onsale.seat.reservation.SettleReservations;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Sells the seats of one performance step by step. */
public record BoxOffice(SeatService service, Performance performance) {
    public Hold hold(FanId fan, String... ids) {
        List<HallSeat> seats = Arrays.stream(ids)
                .map(id -> Objects.requireNonNull(performance.hall().findSeat(new SeatId(id))))
                .toList();
        NewHold wish = new NewHold(performance, fan, HoldId.nextFor(performance.id()));
        return ((Held) Objects.requireNonNull(
                        service.bean(SeatHolds.class).hold(wish, seats).block(PATIENCE)))
                .hold();
    }

    public void release(Hold hold, FanId fan) {
        service.bean(SeatHolds.class).release(performance, hold.id(), fan).block(PATIENCE);
    }

    public Reservation reserve(Hold hold, FanId fan) {
        ReserveRequest request =
                new ReserveRequest(hold.id(), BookingId.next(), fan, Instant.parse("2050-01-01T00:00:00Z"));
        return ((Reserved) Objects.requireNonNull(
                        service.bean(ReserveSeats.class).reserve(request).block(PATIENCE)))
                .reservation();
    }

    public void sell(Reservation made) {
        settle(new BookingConfirmed(
                made.booking().value(),
                made.sale().value(),
                made.performance().value(),
                made.fan().value(),
                made.id().value(),
                ids(made),
                new Money(1, "KRW")));
    }

    public void cancel(Reservation made) {
        settle(new BookingCancelled(
                made.booking().value(),
                made.sale().value(),
                made.performance().value(),
                made.fan().value(),
                made.id().value(),
                ids(made)));
    }

    private void settle(BookingEvent event) {
        service.bean(SettleReservations.class).settle(envelope(event)).block(PATIENCE);
    }

    private static List<String> ids(Reservation made) {
        return made.seats().stream().map(seat -> seat.id().value()).toList();
    }

    /** As the manager {@code boss}. */
    public ResponseSpec block(List<String> block, List<String> release, String reason) {
        return service.http()
                .post()
                .uri("/api/v1/performances/" + performance.id().value() + "/blocks")
                .header("Authorization", "Bearer " + service.token("boss", Role.MANAGER))
                .bodyValue(Map.of("block", block, "release", release, "reason", reason))
                .exchange();
    }
}
