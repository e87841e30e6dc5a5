package io.onsale.ticket.payment;

import io.onsale.kernel.money.Money;
import io.onsale.ticket.booking.Booking;
import io.onsale.ticket.booking.Checkout;
import io.onsale.ticket.booking.PaymentId;
import reactor.core.publisher.Mono;

/** Implements what bookings need of payments. */
public final class BookingCheckout implements Checkout {
    private final Payments payments;
    private final PaymentProvider provider;

    public BookingCheckout(Payments payments, PaymentProvider provider) {
        this.payments = payments;
        this.provider = provider;
    }

    @Override
    public Mono<Void> open(Booking booking) {
        Money nothing = Money.zero(booking.total().currency());
        return payments.add(new Payment(booking.payment(), booking.id(), booking.total(), false, nothing));
    }

    @Override
    public Mono<Void> register(Booking booking) {
        return provider.preRegister(booking.payment(), booking.total());
    }

    @Override
    public Mono<Standing> find(PaymentId paymentId) {
        return payments.find(paymentId)
                .flatMap(payment -> payments.findOpenAttempt(paymentId)
                        .hasElement()
                        .map(isChecking ->
                                new Standing(paymentId, state(payment.isPaid(), isChecking), payment.refunded())));
    }

    private static State state(boolean isPaid, boolean isChecking) {
        if (isPaid) {
            return State.PAID;
        }
        return isChecking ? State.CHECKING : State.OPEN;
    }
}
