package io.onsale.ticket.booking;

import io.onsale.kernel.money.Money;
import reactor.core.publisher.Mono;

/** What a booking needs of its payment. */
public interface Checkout {
    /** How a payment stands. */
    enum State {
        /** Can be paid. */
        OPEN,
        /** An attempt is in progress and its outcome is unknown. */
        CHECKING,
        /** Paid. */
        PAID
    }

    /** @param refunded given back or on its way back */
    record Standing(PaymentId id, State state, Money refunded) {}

    /** Stores the payment, in the transaction of the booking. */
    Mono<Void> open(Booking booking);

    /** Registers the amount with the provider, so that no other amount can be paid; safe to repeat. Errors with {@code Unavailable}. */
    Mono<Void> register(Booking booking);

    Mono<Standing> find(PaymentId id);
}
