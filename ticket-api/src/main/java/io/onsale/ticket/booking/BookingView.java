package io.onsale.ticket.booking;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.onsale.kernel.money.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A booking as its fan sees it over HTTP. */
public record BookingView(
        String bookingId,
        BookingStatus status,
        Money total,
        List<BookedSeat> seats,
        Instant expiresAt,
        PaymentView payment,
        String eventId,
        String saleId,
        String performanceId,
        Instant placedAt) {

    /**
     * How its payment stands; state and refunded only where one booking is asked for.
     *
     * @param refunded given back or on its way back
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PaymentView(
            String paymentId,
            Checkout.@Nullable State state,
            @Nullable Money refunded) {}

    public static BookingView of(Booking booking) {
        return of(booking, new PaymentView(booking.paymentId(), null, null));
    }

    public static BookingView of(Booking booking, Checkout.Payment payment) {
        return of(booking, new PaymentView(payment.paymentId(), payment.state(), payment.refunded()));
    }

    private static BookingView of(Booking booking, PaymentView payment) {
        return new BookingView(
                booking.id().value(),
                booking.status(),
                booking.total(),
                booking.seats(),
                booking.expiresAt(),
                payment,
                booking.eventId(),
                booking.saleId(),
                booking.performance().value(),
                booking.placedAt());
    }
}
