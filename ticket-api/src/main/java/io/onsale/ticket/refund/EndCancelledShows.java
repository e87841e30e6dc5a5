package io.onsale.ticket.refund;

import io.onsale.kernel.money.Money;
import io.onsale.service.loop.WakeUpSignal;
import io.onsale.ticket.booking.Booking;
import io.onsale.ticket.booking.Bookings;
import io.onsale.ticket.payment.Payment;
import io.onsale.ticket.payment.Payments;
import io.onsale.ticket.refund.CancelledShows.Due;
import io.onsale.ticket.refund.Refunds.Cancelled;
import io.onsale.ticket.refund.Refunds.Origin;
import io.onsale.ticket.store.Atomic;
import io.onsale.ticket.ticket.Ticket;
import io.onsale.ticket.ticket.Tickets;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Ends every live booking of cancelled performances: paid ones are refunded in full, unpaid ones given up. One with a payment in progress waits
 * for its outcome. Nothing is remembered but the bookings themselves: what was interrupted, or booked just before the cancellation was known, is
 * found again.
 */
public final class EndCancelledShows {
    private static final Logger LOG = LoggerFactory.getLogger(EndCancelledShows.class);
    private static final int BATCH = 50;
    private static final int CONCURRENT_MAX = 4; // transactions, of a pool of 24: bookings of other shows go on

    private final CancelledShows shows;
    private final Bookings bookings;
    private final Tickets tickets;
    private final Payments payments;
    private final Refunds refunds;
    private final ReturnTickets returnTickets;
    private final GiveUpBooking giveUpBooking;
    private final Atomic atomic;
    private final WakeUpSignal sending;

    public EndCancelledShows(
            CancelledShows shows,
            Bookings bookings,
            Tickets tickets,
            Payments payments,
            Refunds refunds,
            ReturnTickets returnTickets,
            GiveUpBooking giveUpBooking,
            Atomic atomic,
            WakeUpSignal sending) {
        this.shows = shows;
        this.bookings = bookings;
        this.tickets = tickets;
        this.payments = payments;
        this.refunds = refunds;
        this.returnTickets = returnTickets;
        this.giveUpBooking = giveUpBooking;
        this.atomic = atomic;
        this.sending = sending;
    }

    /** Ends one batch; emits its size. */
    public Mono<Integer> batch() {
        return shows.leaseBookings(BATCH)
                .flatMap(
                        due -> end(due).doOnError(e -> LOG.warn(
                                        "booking {} of a cancelled performance could not be ended, trying again: {}",
                                        due.booking(),
                                        e.toString()))
                                .onErrorComplete()
                                .thenReturn(1),
                        CONCURRENT_MAX)
                .reduce(0, Integer::sum)
                .doOnNext(done -> {
                    if (done > 0) {
                        sending.send();
                    }
                });
    }

    private Mono<Void> end(Due due) {
        return bookings.lock(due.booking())
                .flatMap(booking -> switch (booking.status()) {
                    case CONFIRMED -> refund(booking, due.reason());
                    case PENDING -> giveUp(booking, due.reason());
                    case CANCELLED, EXPIRED -> Mono.<Void>empty(); // its fan was faster
                })
                .as(atomic::atomically);
    }

    private Mono<Void> refund(Booking booking, String reason) {
        return Mono.zip(
                        tickets.lockOfBooking(booking.id())
                                .filter(Ticket::stands)
                                .collectList(),
                        payments.find(booking.payment()))
                .flatMap(found -> refund(booking, found.getT1(), found.getT2(), reason));
    }

    private Mono<Void> refund(Booking booking, List<Ticket> issued, Payment payment, String reason) {
        Cancelled cancelled = ReturnTickets.cancelled(RefundId.next(), issued, 0, payment);
        return returnTickets
                .takeBack(booking, payment, issued, true, cancelled, reason, Origin.SHOW, Duration.ZERO)
                .then();
    }

    private Mono<Void> giveUp(Booking booking, String reason) {
        Money nothing = Money.zero(booking.total().currency());
        Cancelled none = new Cancelled(RefundId.next(), List.of(), nothing, nothing);
        return giveUpBooking.giveUp(booking).flatMap(given -> switch (given) {
            case GIVEN_UP -> refunds.addCancellation(booking.id(), none, reason, Origin.SHOW);
            case BEING_PAID -> Mono.empty(); // found again when the outcome is known
        });
    }
}
