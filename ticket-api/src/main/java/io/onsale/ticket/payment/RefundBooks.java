package io.onsale.ticket.payment;

import io.onsale.ticket.booking.Booking;
import io.onsale.ticket.payment.PaymentProvider.View;
import reactor.core.publisher.Mono;

/** Our records of refunds. */
public interface RefundBooks {
    /**
     * Brings our records into line with the provider's, in the current transaction and under the booking's lock: settles our refunds that it
     * has done, records refunds that we did not request, and raises an alarm about those and about what cannot be explained. A booking
     * whose money is all refunded is cancelled.
     */
    Mono<Void> compare(Booking booking, Payment payment, View view);
}
