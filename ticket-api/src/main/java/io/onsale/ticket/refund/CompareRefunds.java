package io.onsale.ticket.refund;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.money.Money;
import io.onsale.ticket.booking.Booking;
import io.onsale.ticket.booking.BookingStatus;
import io.onsale.ticket.booking.Bookings;
import io.onsale.ticket.outbox.Outbox;
import io.onsale.ticket.payment.Payment;
import io.onsale.ticket.payment.PaymentProvider.Returned;
import io.onsale.ticket.payment.PaymentProvider.Status;
import io.onsale.ticket.payment.PaymentProvider.View;
import io.onsale.ticket.payment.Payments;
import io.onsale.ticket.payment.RefundBooks;
import io.onsale.ticket.ticket.Ticket;
import io.onsale.ticket.ticket.TicketId;
import io.onsale.ticket.ticket.Tickets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Brings our refunds into line with the provider's. Refunds made without us (in the provider's console, or as a chargeback by a bank) are
 * recorded as EXTERNAL and count against what was paid, so that later refunds ask for no more than is left. Once all the money is
 * refunded, the tickets are voided and the seats released.
 */
public final class CompareRefunds implements RefundBooks {
    private static final Logger LOG = LoggerFactory.getLogger(CompareRefunds.class);

    private final Refunds refunds;
    private final Payments payments;
    private final Bookings bookings;
    private final Tickets tickets;
    private final Outbox outbox;
    private final MeterRegistry meters;

    public CompareRefunds(
            Refunds refunds,
            Payments payments,
            Bookings bookings,
            Tickets tickets,
            Outbox outbox,
            MeterRegistry meters) {
        this.refunds = refunds;
        this.payments = payments;
        this.bookings = bookings;
        this.tickets = tickets;
        this.outbox = outbox;
        this.meters = meters;
    }

    @Override
    public Mono<Void> compare(Booking booking, Payment payment, View view) {
        boolean isUntouched = view.cancelled().amount() == 0
                && view.returned().isEmpty()
                && payment.refunded().amount() == 0;
        return isUntouched
                ? Mono.empty()
                : refunds.ofPayment(payment.paymentId())
                        .collectList()
                        .map(known -> new RefundComparison(known, view))
                        .doOnNext(comparison -> alarm(comparison, view))
                        .flatMap(comparison -> write(comparison, payment, view))
                        .then(Mono.defer(() -> endIfAllIsBack(booking, payment, view)));
    }

    private Mono<Void> write(RefundComparison comparison, Payment payment, View view) {
        return Flux.fromIterable(comparison.done())
                .concatMap(one -> refunds.markFound(
                        one.refund().id(), one.returned().id(), one.returned().amount()))
                .thenMany(Flux.fromIterable(comparison.shrunk()))
                .concatMap(one -> refunds.shrink(one.refund().id(), one.amount()))
                .thenMany(Flux.fromIterable(comparison.external()))
                .concatMap(returned -> refunds.addExternal(payment.paymentId(), returned, view.total()))
                .then(Mono.defer(() -> payment.isPaid()
                        ? payments.setRefunded(payment.paymentId(), comparison.counted())
                        : Mono.empty()));
    }

    private void alarm(RefundComparison comparison, View view) {
        for (Returned returned : comparison.external()) {
            meters.counter("onsale.refunds.external", "by", returned.doneBy()).increment();
            LOG.error(
                    "{} of {} was refunded without us, by {}: {}",
                    returned.amount(),
                    view.paymentId(),
                    returned.doneBy(),
                    returned.reason());
        }
        if (!comparison.isExplained()) {
            meters.counter("onsale.refunds.mismatch").increment();
            LOG.error(
                    "the provider says that {} of {} was refunded; our records do not explain it",
                    view.cancelled(),
                    view.paymentId());
        }
    }

    private Mono<Void> endIfAllIsBack(Booking booking, Payment payment, View view) {
        boolean isOver =
                view.status() == Status.CANCELLED && payment.isPaid() && booking.status() == BookingStatus.CONFIRMED;
        return isOver
                ? tickets.lockOfBooking(booking.id())
                        .filter(Ticket::stands)
                        .collectList()
                        .flatMap(issued -> end(booking, issued, view))
                : Mono.empty();
    }

    private Mono<Void> end(Booking booking, List<Ticket> issued, View view) {
        List<TicketId> ticketIds = issued.stream().map(Ticket::id).toList();
        List<SeatId> seatIds = issued.stream().map(Ticket::seat).toList();
        Money nothing = Money.zero(booking.total().currency());
        String reason = view.returned().stream().anyMatch(Returned::isChargeback)
                ? "The payment was charged back"
                : "The payment was refunded at the payment provider";
        LOG.warn("{} is cancelled: {}", booking.id(), reason);
        return tickets.markVoided(ticketIds)
                .then(bookings.letGo(booking.id(), seatIds))
                .then(bookings.move(booking, BookingStatus.CANCELLED))
                .then(refunds.addCancellation(
                        booking.id(),
                        new Refunds.Cancelled(RefundId.next(), ticketIds, nothing, nothing),
                        reason,
                        Refunds.Origin.PROVIDER))
                .then(outbox.add(booking.cancelled(seatIds)));
    }
}
