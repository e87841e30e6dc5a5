package io.onsale.ticket.payment;

import io.onsale.ticket.booking.Booking;
import io.onsale.ticket.payment.PaymentProvider.View;
import reactor.core.publisher.Mono;

/** Our books of what went back to the buyer. */
public interface RefundBooks {
    /**
     * Makes the books agree with what the provider shows, in the transaction at hand and under the booking's lock: settles refunds of
     * ours that it has done, records what went back without our doing, and raises an alarm about that and about what cannot be
     * explained. A booking all of whose money is back is over.
     */
    Mono<Void> compare(Booking booking, Payment payment, View view);
}
