package io.onsale.seat.reservation.r2dbc;

import static io.onsale.service.r2dbc.Rows.findTime;
import static io.onsale.service.r2dbc.Rows.integer;
import static io.onsale.service.r2dbc.Rows.number;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.time;

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
import java.util.List;

/** Reads reservations: one row per seat, each with the columns of its reservation. */
final class ReservationRows {
    /** The epoch is read in the same statement, so that it belongs to the rest. */
    static final String SELECT = """
            select r.reservation_id, r.performance_id, r.sale_id, r.booking_id, r.hold_id, r.fan_id, r.fence, r.state,
                   r.pay_until, r.currency, r.place_since, r.version, p.epoch,
                   s.seat_id, s.seat_index, s.label, s.grade, s.amount, s.state as seat_state
              from reservation r join reservation_seat s using (reservation_id)
              join performance p on p.performance_id = r.performance_id""";

    private ReservationRows() {}

    /** The reservation with one of its seats. */
    static Projection read(Readable row) {
        Money price = new Money(number(row, "amount"), text(row, "currency"));
        ReservedSeat seat = new ReservedSeat(
                new SeatId(text(row, "seat_id")),
                integer(row, "seat_index"),
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
                number(row, "fence"),
                ReservationState.valueOf(text(row, "state")),
                time(row, "pay_until"),
                List.of(seat),
                findTime(row, "place_since"));
        return new Projection(reservation, number(row, "version"), number(row, "epoch"));
    }

    /** Merges the rows of one reservation. */
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
}
