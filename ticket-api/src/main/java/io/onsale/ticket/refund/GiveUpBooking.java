package io.onsale.ticket.refund;

import io.onsale.ticket.booking.Booking;
import io.onsale.ticket.booking.BookingStatus;
import io.onsale.ticket.booking.Bookings;
import io.onsale.ticket.booking.SeatReservations;
import io.onsale.ticket.outbox.Outbox;
import io.onsale.ticket.payment.Payments;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Gives up a booking that is not paid: its seats are released and no longer count against the fan's limit. Not while a payment is in
 * progress, whose outcome decides. Money that arrives after all is refunded like any late money.
 */
public final class GiveUpBooking {
    private static final Logger LOG = LoggerFactory.getLogger(GiveUpBooking.class);

    private final Bookings bookings;
    private final Payments payments;
    private final SeatReservations seats;
    private final Outbox outbox;

    public GiveUpBooking(Bookings bookings, Payments payments, SeatReservations seats, Outbox outbox) {
        this.bookings = bookings;
        this.payments = payments;
        this.seats = seats;
        this.outbox = outbox;
    }

    /** The result. */
    enum Outcome {
        GIVEN_UP,
        /** Nothing happened: a payment is in progress. */
        BEING_PAID
    }

    /** Runs in the current transaction, which has the booking locked. */
    Mono<Outcome> giveUp(Booking pending) {
        return payments.findOpenAttempt(pending.payment())
                .hasElement()
                .flatMap(isBeingPaid -> isBeingPaid
                        ? Mono.just(Outcome.BEING_PAID)
                        : end(pending).thenReturn(Outcome.GIVEN_UP));
    }

    private Mono<Void> end(Booking pending) {
        return bookings.move(pending, BookingStatus.CANCELLED)
                .then(bookings.letGo(pending.id(), pending.seatIds()))
                .then(payments.watch(pending.payment()))
                .then(outbox.add(pending.cancelled(pending.seatIds())));
    }

    /** After the transaction: releases the seats at once. If seat-api does not answer, the event of the booking releases them later. */
    Mono<Void> freeSeats(Booking givenUp) {
        return seats.release(givenUp.performance(), givenUp.reservation())
                .doOnError(e ->
                        LOG.warn("the seats of {} are released later, by its event: {}", givenUp.id(), e.toString()))
                .onErrorComplete();
    }
}
