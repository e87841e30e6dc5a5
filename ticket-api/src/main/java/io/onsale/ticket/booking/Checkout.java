package io.onsale.ticket.booking;

import io.onsale.kernel.money.Money;
import reactor.core.publisher.Mono;

/** What a booking needs of its payment. */
public interface Checkout {
    /** How a payment stands. */
    enum State {
        /** Can be paid. */
        OPEN,
        /** An attempt is under way and its outcome is not known. */
        CHECKING,
        /** The money is here. */
        PAID
    }

    /** @param refunded given back or on its way back */
    record Payment(PaymentId id, State state, Money refunded) {}

    /** Writes the payment down, in the transaction of the booking. */
    Mono<Void> open(Booking booking);

    /** Tells the provider the amount, so that nobody can pay another; safe to repeat. Errors with {@code Unavailable}. */
    Mono<Void> register(Booking booking);

    Mono<Payment> find(PaymentId id);
}
