package io.onsale.ticket.payment;

import io.onsale.ticket.booking.Booking;
import io.onsale.ticket.booking.BookingStatus;
import io.onsale.ticket.booking.Bookings;
import io.onsale.ticket.booking.PaymentId;
import io.onsale.ticket.outbox.Outbox;
import io.onsale.ticket.payment.MoneyBack.Cause;
import io.onsale.ticket.payment.PaymentProvider.View;
import io.onsale.ticket.store.Atomic;
import io.onsale.ticket.ticket.Tickets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Applies what the provider says about a payment. The only way to CONFIRMED: the payer's request, webhooks, {@link AskAboutAttempts},
 * {@link WatchPayments} and {@link ExpireBookings} all come here with a payment freshly read, in any order and any number of times.
 */
public final class SettlePayment {
    private static final Logger LOG = LoggerFactory.getLogger(SettlePayment.class);

    private final PaymentProvider provider;
    private final Bookings bookings;
    private final Payments payments;
    private final Tickets tickets;
    private final MoneyBack moneyBack;
    private final RefundBooks refundBooks;
    private final Outbox outbox;
    private final Atomic atomic;

    public SettlePayment(
            PaymentProvider provider,
            Bookings bookings,
            Payments payments,
            Tickets tickets,
            MoneyBack moneyBack,
            RefundBooks refundBooks,
            Outbox outbox,
            Atomic atomic) {
        this.provider = provider;
        this.bookings = bookings;
        this.payments = payments;
        this.tickets = tickets;
        this.moneyBack = moneyBack;
        this.refundBooks = refundBooks;
        this.outbox = outbox;
        this.atomic = atomic;
    }

    /** Asks the provider and settles. Errors with {@code Unavailable} if it cannot be asked. */
    public Mono<Void> askAndSettle(PaymentId paymentId) {
        return ask(paymentId).then();
    }

    /** The same; emits what the provider said, or is empty if it does not know the payment. */
    public Mono<View> ask(PaymentId paymentId) {
        return attemptAskedAbout(paymentId)
                .flatMap(attempt -> provider.find(paymentId)
                        .flatMap(view -> settle(view, attempt).thenReturn(view)));
    }

    /** The provider's answer is about the attempt that is open before it is asked, not about one that starts meanwhile. */
    private Mono<Optional<Attempt>> attemptAskedAbout(PaymentId paymentId) {
        return payments.findOpenAttempt(paymentId).map(Optional::of).defaultIfEmpty(Optional.empty());
    }

    private Mono<Void> settle(View view, Optional<Attempt> attempt) {
        return bookings.lockByPayment(view.paymentId())
                .flatMap(booking ->
                        payments.find(view.paymentId()).flatMap(payment -> settle(booking, payment, view, attempt)))
                .as(atomic::atomically);
    }

    private Mono<Void> settle(Booking booking, Payment payment, View view, Optional<Attempt> attempt) {
        return switch (view.status()) {
            case PAID, PARTIAL_CANCELLED -> captured(booking, payment, view, attempt);
            case CANCELLED ->
                refundBooks
                        .compare(booking, payment, view)
                        .then(payment.isPaid() ? Mono.empty() : decline(attempt, "cancelled"));
            case FAILED -> decline(attempt, view.failure());
            case READY, PAY_PENDING, VIRTUAL_ACCOUNT_ISSUED, OTHER -> Mono.empty();
        };
    }

    private Mono<Void> decline(Optional<Attempt> attempt, String reason) {
        return Mono.justOrEmpty(attempt).flatMap(open -> payments.decline(open.attemptId(), reason));
    }

    private Mono<Void> captured(Booking booking, Payment payment, View view, Optional<Attempt> attempt) {
        if (payment.isPaid()) {
            return refundBooks.compare(booking, payment, view);
        }
        if (!view.total().equals(booking.total())) {
            LOG.error("{}: paid {} instead of {}", payment.paymentId(), view.total(), booking.total());
            return decline(attempt, "wrong amount")
                    .then(refundBooks.compare(booking, payment, view))
                    .then(moneyBack.giveBack(payment, view.total(), view.left(), Cause.WRONG_AMOUNT));
        }
        return payments.markPaid(payment.paymentId(), view.status().name())
                .then(payments.markAttemptPaid(payment.paymentId()))
                .then(Mono.defer(() -> payments.find(payment.paymentId())))
                .flatMap(paid ->
                        refundBooks.compare(booking, paid, view).then(Mono.defer(() -> hasPaid(booking, paid, view))));
    }

    private Mono<Void> hasPaid(Booking booking, Payment payment, View view) {
        return switch (booking.status()) {
            case PENDING -> confirm(booking);
            case EXPIRED, CANCELLED -> {
                LOG.warn("{}: paid when {} was {}, refunding it", payment.paymentId(), booking.id(), booking.status());
                yield moneyBack.giveBack(payment, payment.total(), view.left(), Cause.PAID_TOO_LATE);
            }
            case CONFIRMED ->
                Mono.error(new IllegalStateException(booking.id() + " is " + booking.status() + " and was not paid"));
        };
    }

    private Mono<Void> confirm(Booking booking) {
        return bookings.move(booking, BookingStatus.CONFIRMED)
                .then(tickets.issue(booking))
                .then(outbox.add(booking.confirmed()));
    }
}
