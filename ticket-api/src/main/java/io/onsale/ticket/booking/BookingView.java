package io.onsale.ticket.booking;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.onsale.kernel.money.Money;
import io.onsale.ticket.catalogue.PerformanceStatus;
import io.onsale.ticket.catalogue.ScheduledShow;
import io.onsale.ticket.catalogue.Shows.Show;
import io.onsale.ticket.catalogue.VenueSummary;
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
        Instant placedAt,
        String title,
        VenueSummary venue,
        Instant startsAt,

        @Schema(description = "Whether the performance takes place as first announced")
        PerformanceStatus performanceStatus,

        @Schema(description = "Why it was postponed or cancelled") @Nullable
        String performanceReason,

        @Schema(description = "The date before the latest postponement") @Nullable
        Instant previousStartsAt) {

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

    BookingView with(Checkout.Standing standing) {
        return new BookingView(
                bookingId,
                status,
                total,
                seats,
                expiresAt,
                new PaymentView(standing.id().value(), standing.state(), standing.refunded()),
                eventId,
                saleId,
                performanceId,
                placedAt,
                title,
                venue,
                startsAt,
                performanceStatus,
                performanceReason,
                previousStartsAt);
    }

    static BookingView of(Booking booking, Show show) {
        ScheduledShow performance = show.performance();
        return new BookingView(
                booking.id().value(),
                booking.status(),
                booking.total(),
                booking.seats().stream().map(BookedSeatView::of).toList(),
                booking.expiresAt(),
                new PaymentView(booking.payment().value(), null, null),
                booking.event().value(),
                booking.sale().value(),
                booking.performance().value(),
                booking.placedAt(),
                show.title(),
                show.venue(),
                performance.startsAt(),
                performance.status(),
                performance.reason(),
                performance.previousStartsAt());
    }
}
