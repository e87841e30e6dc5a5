package io.onsale.ticket.payment;

import io.onsale.kernel.money.Money;
import io.onsale.ticket.booking.Booking;
import io.onsale.ticket.booking.BookingStatus;
import io.onsale.ticket.booking.Bookings;
import io.onsale.ticket.issue.Tickets;
import io.onsale.ticket.outbox.Outbox;
import io.onsale.ticket.payment.MoneyBack.Cause;
import io.onsale.ticket.payment.PaymentProvider.View;
import io.onsale.ticket.store.Atomic;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Draws the consequences of what the provider says about a payment. The only way to CONFIRMED: the payer's request, the webhook,
 * the reconciler and the expiry all come here with a payment freshly read, in any order and any number of times.
 */
public final class SettlePayment {
    private static final Logger LOG = LoggerFactory.getLogger(SettlePayment.class);

    private final PaymentProvider provider;
    private final Bookings bookings;
    private final Payments payments;
    private final Tickets tickets;
    private final MoneyBack moneyBack;
    private final Outbox outbox;
    private final Atomic atomic;
    private final Clock clock;

    public SettlePayment(
            PaymentProvider provider,
            Bookings bookings,
            Payments payments,
            Tickets tickets,
            MoneyBack moneyBack,
            Outbox outbox,
            Atomic atomic,
            Clock clock) {
        this.provider = provider;
        this.bookings = bookings;
        this.payments = payments;
        this.tickets = tickets;
        this.moneyBack = moneyBack;
        this.outbox = outbox;
        this.atomic = atomic;
        this.clock = clock;
    }

    /** Asks the provider and settles. Errors with {@code Unavailable} if it cannot be asked. */
    public Mono<Void> askAndSettle(String paymentId) {
        return Mono.defer(() -> {
            Instant askedAt = clock.instant();
            return provider.find(paymentId).flatMap(view -> settle(view, askedAt));
        });
    }

    private Mono<Void> settle(View view, Instant askedAt) {
        return bookings.lockByPayment(view.paymentId())
                .flatMap(booking ->
                        payments.find(view.paymentId()).flatMap(payment -> settle(booking, payment, view, askedAt)))
                .as(atomic::atomically);
    }

    private Mono<Void> settle(Booking booking, Payment payment, View view, Instant askedAt) {
        return switch (view.status()) {
            case PAID, PARTIAL_CANCELLED -> captured(booking, payment, view);
            case CANCELLED ->
                payment.isPaid() ? Mono.empty() : payments.decline(payment.paymentId(), askedAt, "cancelled");
            case FAILED -> payments.decline(payment.paymentId(), askedAt, view.failure());
            case READY, PAY_PENDING, VIRTUAL_ACCOUNT_ISSUED, OTHER -> Mono.empty();
        };
    }

    private Mono<Void> captured(Booking booking, Payment payment, View view) {
        if (payment.isPaid()) {
            return Mono.empty(); // known; what was given back is recorded where it is asked for
        }
        if (!view.total().equals(booking.total())) {
            LOG.error("{}: paid {} for {}", payment.paymentId(), view.total(), booking.total());
            Money captured = view.total().minus(view.cancelled());
            return payments.decline(payment.paymentId(), "wrong amount")
                    .then(moneyBack.giveBack(payment, captured, Cause.WRONG_AMOUNT));
        }
        return payments.markPaid(payment.paymentId(), view.status().name())
                .then(payments.markAttemptPaid(payment.paymentId()))
                .then(Mono.defer(() -> hasPaid(booking, payment)));
    }

    private Mono<Void> hasPaid(Booking booking, Payment payment) {
        return switch (booking.status()) {
            case PENDING -> confirm(booking);
            case EXPIRED -> {
                LOG.warn("{}: paid after {} had expired, giving it back", payment.paymentId(), booking.id());
                yield moneyBack.giveBack(payment, payment.total(), Cause.PAID_TOO_LATE);
            }
            case CONFIRMED, CANCELLED ->
                Mono.error(new IllegalStateException(booking.id() + " is " + booking.status() + " and was not paid"));
        };
    }

    private Mono<Void> confirm(Booking booking) {
        return bookings.move(booking.id(), BookingStatus.PENDING, BookingStatus.CONFIRMED)
                .then(tickets.issue(booking))
                .then(outbox.add(booking.confirmed()));
    }
}
