package io.onsale.seat.reservation.web;

import io.onsale.kernel.money.Money;
import io.onsale.seat.reservation.Reservation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reservation as ticket-api gets it. */
record ReservationJson(
        String reservationId,
        String performanceId,
        String saleId,
        long fence,
        Instant payUntil,
        List<SeatJson> seats,
        Money total,
        @Nullable Instant placeSince) {
    record SeatJson(String seatId, String label, String grade, Money price) {}

    static ReservationJson of(Reservation reservation) {
        return new ReservationJson(
                reservation.id().value(),
                reservation.performance().value(),
                reservation.sale().value(),
                reservation.fence(),
                reservation.payUntil(),
                reservation.seats().stream()
                        .map(seat -> new SeatJson(seat.id().value(), seat.label(), seat.grade(), seat.price()))
                        .toList(),
                reservation.total(),
                reservation.placeSince());
    }
}
