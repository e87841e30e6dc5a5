package io.onsale.ticket.payment;

import io.onsale.ticket.booking.Booking;
import io.onsale.ticket.booking.BookingStatus;
import io.onsale.ticket.booking.Bookings;
import io.onsale.ticket.outbox.Outbox;
import io.onsale.ticket.store.Atomic;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Expires bookings that were not paid in time and releases their seats. Time alone is not enough: the provider is asked first, and a
 * booking with an attempt of unknown outcome waits until that is settled. While the provider is unavailable nothing expires. Money that
 * arrives later is found by {@link WatchPayments}.
 */
public final class ExpireBookings {
    private static final Logger LOG = LoggerFactory.getLogger(ExpireBookings.class);
    private static final Duration LEASE = Duration.ofSeconds(5); // and the interval at which one booking is looked at
    private static final int BATCH = 100;
    private static final int CONCURRENT_MAX = 8; // calls to the provider

    private final Bookings bookings;
    private final Payments payments;
    private final SettlePayment settlePayment;
    private final Outbox outbox;
    private final Atomic atomic;

    public ExpireBookings(
            Bookings bookings, Payments payments, SettlePayment settlePayment, Outbox outbox, Atomic atomic) {
        this.bookings = bookings;
        this.payments = payments;
        this.settlePayment = settlePayment;
        this.outbox = outbox;
        this.atomic = atomic;
    }

    /** Looks at one batch; emits its size. */
    public Mono<Integer> batch() {
        return bookings.leaseOverdue(LEASE, BATCH)
                .flatMap(
                        booking -> askAndExpire(booking)
                                .doOnError(e ->
                                        LOG.warn("could not expire {}, trying again: {}", booking.id(), e.toString()))
                                .onErrorComplete()
                                .thenReturn(1),
                        CONCURRENT_MAX)
                .reduce(0, Integer::sum);
    }

    private Mono<Void> askAndExpire(Booking booking) {
        return settlePayment.askAndSettle(booking.payment()).then(Mono.defer(() -> expire(booking)));
    }

    private Mono<Void> expire(Booking overdue) {
        return bookings.lock(overdue.id())
                .filter(booking -> booking.status() == BookingStatus.PENDING)
                .filterWhen(booking -> bookings.isOverdue(booking.id())) // a pause may have moved its deadline
                .filterWhen(booking ->
                        payments.findOpenAttempt(booking.payment()).hasElement().map(isOpen -> !isOpen))
                .flatMap(this::end)
                .as(atomic::atomically);
    }

    private Mono<Void> end(Booking booking) {
        return bookings.move(booking, BookingStatus.EXPIRED)
                .then(bookings.letGo(booking.id(), booking.seatIds()))
                .then(payments.watch(booking.payment()))
                .then(outbox.add(booking.expired()));
    }
}
