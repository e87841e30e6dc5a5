package io.onsale.ticket.refund;

import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.money.Money;
import io.onsale.ticket.booking.Booking;
import io.onsale.ticket.booking.BookingStatus;
import io.onsale.ticket.booking.Bookings;
import io.onsale.ticket.outbox.Outbox;
import io.onsale.ticket.payment.Payment;
import io.onsale.ticket.payment.Payments;
import io.onsale.ticket.refund.Refunds.Cancelled;
import io.onsale.ticket.refund.Refunds.Origin;
import io.onsale.ticket.ticket.Ticket;
import io.onsale.ticket.ticket.Tickets;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/** Takes tickets of a confirmed booking back: they are voided, their seats released and the refund recorded, in the current transaction. */
public final class ReturnTickets {
    private final Bookings bookings;
    private final Tickets tickets;
    private final Payments payments;
    private final Refunds refunds;
    private final Outbox outbox;

    public ReturnTickets(Bookings bookings, Tickets tickets, Payments payments, Refunds refunds, Outbox outbox) {
        this.bookings = bookings;
        this.tickets = tickets;
        this.payments = payments;
        this.refunds = refunds;
        this.outbox = outbox;
    }

    /** What goes back for these tickets: no more than is left of the payment, some of which may have been refunded at the provider. */
    static Cancelled cancelled(RefundId cancellationId, List<Ticket> chosen, int feePercent, Payment payment) {
        Money price = chosen.stream().map(Ticket::price).reduce(Money::plus).orElseThrow();
        long fee = chosen.stream()
                .mapToLong(ticket -> RefundPolicy.fee(ticket.price().amount(), feePercent))
                .sum();
        long left = payment.total().minus(payment.refunded()).amount();
        long amount = Math.min(price.amount() - fee, left);
        return new Cancelled(
                cancellationId,
                chosen.stream().map(Ticket::id).toList(),
                new Money(amount, price.currency()),
                new Money(Math.min(fee, left - amount), price.currency()));
    }

    /**
     * Takes {@code chosen} back.
     *
     * @param isAll whether the booking has no other tickets: then it ends
     * @param sendAfter when the loop may send the refund
     * @return the booking's status afterwards
     */
    Mono<BookingStatus> takeBack(
            Booking locked,
            Payment payment,
            List<Ticket> chosen,
            boolean isAll,
            Cancelled cancelled,
            String reason,
            Origin origin,
            Duration sendAfter) {
        List<SeatId> seatIds = chosen.stream().map(Ticket::seat).toList();
        Mono<Void> moved = isAll ? bookings.move(locked, BookingStatus.CANCELLED) : Mono.empty();
        return tickets.markVoided(cancelled.ticketIds())
                .then(bookings.letGo(locked.id(), seatIds))
                .then(moved)
                .then(refunds.addCancellation(locked.id(), cancelled, reason, origin))
                .then(Mono.defer(() -> record(payment, cancelled, reason, sendAfter)))
                .then(outbox.add(locked.cancelled(seatIds)))
                .thenReturn(isAll ? BookingStatus.CANCELLED : BookingStatus.CONFIRMED);
    }

    private Mono<Void> record(Payment payment, Cancelled cancelled, String reason, Duration sendAfter) {
        if (cancelled.amount().amount() == 0) {
            return Mono.empty();
        }
        Refunds.Request request = new Refunds.Request(
                cancelled.id(), payment.paymentId(), cancelled.amount(), payment.refunded(), payment.total(), reason);
        return payments.addRefunded(payment.paymentId(), cancelled.amount())
                .then(refunds.add(request, Refunds.Cause.CANCELLATION, sendAfter));
    }
}
