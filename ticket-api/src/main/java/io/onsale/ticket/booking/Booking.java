package io.onsale.ticket.booking;

import io.onsale.kernel.event.OnsaleEvent.BookingCancelled;
import io.onsale.kernel.event.OnsaleEvent.BookingConfirmed;
import io.onsale.kernel.event.OnsaleEvent.BookingExpired;
import io.onsale.kernel.event.OnsaleEvent.BookingPlaced;
import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.EventId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.ReservationId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.money.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order for seats of one performance.
 *
 * @param expiresAt the deadline for paying it
 * @param placeSince identifies the fan's place in the line whose pass was used to choose the seats; null if unknown
 */
public record Booking(
        BookingId id,
        FanId fan,
        EventId event,
        SaleId sale,
        PerformanceId performance,
        ReservationId reservation,
        PaymentId payment,
        BookingStatus status,
        Money total,
        List<BookedSeat> seats,
        Instant placedAt,
        Instant expiresAt,
        @Nullable Instant placeSince) {

    public Booking in(BookingStatus next) {
        return new Booking(
                id,
                fan,
                event,
                sale,
                performance,
                reservation,
                payment,
                next,
                total,
                seats,
                placedAt,
                expiresAt,
                placeSince);
    }

    public List<SeatId> seatIds() {
        return seats.stream().map(BookedSeat::id).toList();
    }

    public BookingPlaced placed() {
        return new BookingPlaced(
                id.value(), sale.value(), performance.value(), fan.value(), reservation.value(), expiresAt, placeSince);
    }

    public BookingConfirmed confirmed() {
        return new BookingConfirmed(
                id.value(),
                sale.value(),
                performance.value(),
                fan.value(),
                reservation.value(),
                texts(seatIds()),
                total,
                placeSince);
    }

    public BookingExpired expired() {
        return new BookingExpired(
                id.value(),
                sale.value(),
                performance.value(),
                fan.value(),
                reservation.value(),
                texts(seatIds()),
                placeSince);
    }

    public BookingCancelled cancelled(List<SeatId> seatIds) {
        return new BookingCancelled(
                id.value(),
                sale.value(),
                performance.value(),
                fan.value(),
                reservation.value(),
                texts(seatIds),
                placeSince);
    }

    private static List<String> texts(List<SeatId> seatIds) {
        return seatIds.stream().map(SeatId::value).toList();
    }
}
