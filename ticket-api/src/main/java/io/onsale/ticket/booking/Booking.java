package io.onsale.ticket.booking;

import io.onsale.kernel.event.OnsaleEvent.BookingCancelled;
import io.onsale.kernel.event.OnsaleEvent.BookingConfirmed;
import io.onsale.kernel.event.OnsaleEvent.BookingExpired;
import io.onsale.kernel.event.OnsaleEvent.BookingPlaced;
import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.ReservationId;
import io.onsale.kernel.money.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order for seats of one performance.
 *
 * @param paymentId by which the payment provider knows it; one for all attempts to pay
 * @param expiresAt until when it can be paid
 * @param placeSince names the fan's place in the line under whose pass the seats were chosen; null if it is not known
 */
public record Booking(
        BookingId id,
        FanId fan,
        String eventId,
        String saleId,
        PerformanceId performance,
        ReservationId reservation,
        String paymentId,
        BookingStatus status,
        Money total,
        List<BookedSeat> seats,
        Instant placedAt,
        Instant expiresAt,
        @Nullable Instant placeSince) {

    /** The provider's name for the payment of {@code booking}. */
    public static String paymentIdOf(BookingId booking) {
        return "onsale-" + booking.value();
    }

    public Booking in(BookingStatus next) {
        return new Booking(
                id,
                fan,
                eventId,
                saleId,
                performance,
                reservation,
                paymentId,
                next,
                total,
                seats,
                placedAt,
                expiresAt,
                placeSince);
    }

    public List<String> seatIds() {
        return seats.stream().map(BookedSeat::seatId).toList();
    }

    public BookingPlaced placed() {
        return new BookingPlaced(
                id.value(), saleId, performance.value(), fan.value(), reservation.value(), expiresAt, placeSince);
    }

    public BookingConfirmed confirmed() {
        return new BookingConfirmed(
                id.value(),
                saleId,
                performance.value(),
                fan.value(),
                reservation.value(),
                seatIds(),
                total,
                placeSince);
    }

    public BookingExpired expired() {
        return new BookingExpired(
                id.value(), saleId, performance.value(), fan.value(), reservation.value(), seatIds(), placeSince);
    }

    public BookingCancelled cancelled(List<String> seatIds) {
        return new BookingCancelled(
                id.value(), saleId, performance.value(), fan.value(), reservation.value(), seatIds, placeSince);
    }
}
