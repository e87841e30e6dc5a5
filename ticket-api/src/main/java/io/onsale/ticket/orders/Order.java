package io.onsale.ticket.orders;

import io.onsale.kernel.money.Money;
import io.onsale.ticket.booking.BookingStatus;
import io.onsale.ticket.booking.Checkout;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A booking as its seller and managers see it.
 *
 * @param seats the labels of its seats
 * @param refunded given back or on its way back
 * @param attempts how often the fan has tried to pay
 */
public record Order(
        String bookingId,
        Instant placedAt,
        BookingStatus status,
        Buyer fan,
        String eventId,
        String saleId,
        String performanceId,
        Instant startsAt,
        List<String> seats,
        Money total,
        Checkout.State paymentState,
        Money refunded,
        int attempts) {
    /**
     * The fan.
     *
     * @param name null for a fan without an account here
     * @param email as {@code k***@example.com} for sellers; null for a fan without an account here
     */
    public record Buyer(
            String memberId,
            @Nullable String name,
            @Nullable String email) {
        Buyer masked() {
            return new Buyer(memberId, name, email == null ? null : masked(email));
        }

        private static String masked(String email) {
            int at = email.lastIndexOf('@');
            return at < 1 ? "***" : email.substring(0, email.offsetByCodePoints(0, 1)) + "***" + email.substring(at);
        }
    }

    Order masked() {
        return new Order(
                bookingId,
                placedAt,
                status,
                fan.masked(),
                eventId,
                saleId,
                performanceId,
                startsAt,
                seats,
                total,
                paymentState,
                refunded,
                attempts);
    }

    /** As {@code reader} may see it. */
    public Order shownTo(OrderReader reader) {
        return reader.seesAddresses() ? this : masked();
    }
}
