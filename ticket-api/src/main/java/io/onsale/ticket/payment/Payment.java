package io.onsale.ticket.payment;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.money.Money;
import io.onsale.ticket.booking.PaymentId;

/**
 * The payment of a booking.
 *
 * @param isPaid whether the money was captured, even if it was given back since
 * @param refunded given back or on its way back
 */
public record Payment(PaymentId paymentId, BookingId booking, Money total, boolean isPaid, Money refunded) {
    /** What can still be refunded. */
    public Money remaining() {
        return total.minus(refunded);
    }
}
