package io.onsale.seat.reservation.web;

import io.onsale.kernel.money.Money;
import io.onsale.seat.reservation.Reservation;
import io.swagger.v3.oas.annotations.media.Schema;
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
        List<ReservedSeatJson> seats,
        Money total,
        @Nullable Instant placeSince) {
    @Schema(name = "SeatJson")
    record ReservedSeatJson(String seatId, String label, String grade, Money price) {}

    static ReservationJson of(Reservation reservation) {
        return new ReservationJson(
                reservation.id().value(),
                reservation.performance().value(),
                reservation.sale().value(),
                reservation.fence(),
                reservation.payUntil(),
                reservation.seats().stream()
                        .map(seat -> new ReservedSeatJson(seat.id().value(), seat.label(), seat.grade(), seat.price()))
                        .toList(),
                reservation.total(),
                reservation.placeSince());
    }
}
