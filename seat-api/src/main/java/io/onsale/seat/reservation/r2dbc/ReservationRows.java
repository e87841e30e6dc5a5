package io.onsale.seat.reservation.r2dbc;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.ReservationId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.money.Money;
import io.onsale.seat.reservation.Projection;
import io.onsale.seat.reservation.Reservation;
import io.onsale.seat.reservation.Reservation.ReservedSeat;
import io.onsale.seat.reservation.ReservationState;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;

/** Reads reservations: one row a seat, the reservation's own columns in each. */
final class ReservationRows {
    /** The epoch is read in the same statement: it says as of when the rest is true. */
    static final String SELECT = """
            select r.reservation_id, r.performance_id, r.sale_id, r.booking_id, r.hold_id, r.fan_id, r.fence, r.state,
                   r.pay_until, r.currency, r.place_since, r.version, p.epoch,
                   s.seat_id, s.seat_index, s.label, s.grade, s.amount, s.state as seat_state
              from reservation r join reservation_seat s using (reservation_id)
              join performance p on p.performance_id = r.performance_id""";

    private ReservationRows() {}

    /** The reservation with one of its seats. */
    static Projection read(Readable row) {
        Money price = new Money(required(row, "amount", Long.class), text(row, "currency"));
        ReservedSeat seat = new ReservedSeat(
                new SeatId(text(row, "seat_id")),
                required(row, "seat_index", Integer.class),
                text(row, "label"),
                text(row, "grade"),
                price,
                ReservationState.valueOf(text(row, "seat_state")));
        Reservation reservation = new Reservation(
                new ReservationId(text(row, "reservation_id")),
                new PerformanceId(text(row, "performance_id")),
                new SaleId(text(row, "sale_id")),
                new BookingId(text(row, "booking_id")),
                HoldId.parse(text(row, "hold_id")),
                new FanId(text(row, "fan_id")),
                required(row, "fence", Long.class),
                ReservationState.valueOf(text(row, "state")),
                required(row, "pay_until", OffsetDateTime.class).toInstant(),
                List.of(seat),
                row.get("place_since", Instant.class));
        return new Projection(reservation, required(row, "version", Long.class), required(row, "epoch", Long.class));
    }

    /** Rows of one reservation, together. */
    static Projection merge(List<Projection> rows) {
        Reservation first = rows.getFirst().reservation();
        Reservation merged = new Reservation(
                first.id(),
                first.performance(),
                first.sale(),
                first.booking(),
                first.hold(),
                first.fan(),
                first.fence(),
                first.state(),
                first.payUntil(),
                rows.stream().map(row -> row.reservation().seats().getFirst()).toList(),
                first.placeSince());
        return new Projection(merged, rows.getFirst().version(), rows.getFirst().epoch());
    }

    static String text(Readable row, String column) {
        return required(row, column, String.class);
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
