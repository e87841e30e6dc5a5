package io.onsale.ticket.booking;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.onsale.kernel.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A booking as its fan sees it over HTTP. */
public record BookingView(
        String bookingId,
        BookingStatus status,
        Money total,
        List<BookedSeatView> seats,
        Instant expiresAt,
        PaymentView payment,
        String eventId,
        String saleId,
        String performanceId,
        Instant placedAt) {

    @Schema(name = "BookedSeat")
    public record BookedSeatView(String seatId, String label, String grade, Money price) {
        static BookedSeatView of(BookedSeat seat) {
            return new BookedSeatView(seat.id().value(), seat.label(), seat.grade(), seat.price());
        }
    }

    /**
     * How its payment stands; state and refunded only when a single booking is requested.
     *
     * @param refunded given back or on its way back
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PaymentView(
            String paymentId,
            Checkout.@Nullable State state,
            @Nullable Money refunded) {}

    public static BookingView of(Booking booking) {
        return of(booking, new PaymentView(booking.payment().value(), null, null));
    }

    public static BookingView of(Booking booking, Checkout.Standing standing) {
        return of(booking, new PaymentView(standing.id().value(), standing.state(), standing.refunded()));
    }

    private static BookingView of(Booking booking, PaymentView payment) {
        return new BookingView(
                booking.id().value(),
                booking.status(),
                booking.total(),
                booking.seats().stream().map(BookedSeatView::of).toList(),
                booking.expiresAt(),
                payment,
                booking.event().value(),
                booking.sale().value(),
                booking.performance().value(),
                booking.placedAt());
    }
}
