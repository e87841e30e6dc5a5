package io.onsale.ticket.booking;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.money.Money;
import io.onsale.ticket.booking.BookingIntent.State;
import io.onsale.ticket.booking.SeatReservations.LabelledSeat;
import io.onsale.ticket.booking.SeatReservations.Reply;
import io.onsale.ticket.catalogue.Offers;
import io.onsale.ticket.catalogue.Offers.Offer;
import io.onsale.ticket.outbox.Outbox;
import io.onsale.ticket.store.Atomic;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * Turns a hold into a booking: intent recorded → seats reserved → booking written → amount registered with the provider.
 *
 * <p>Every step may be repeated with the same booking id, so a repeat after a crash or a lost response continues where it stopped. All
 * requests of a fan for one hold share one intent, and so one booking: a later request continues the first one's. If
 * nobody repeats, {@link UndoIntents} releases the reservation, and an unpaid booking expires.
 */
public final class PlaceBooking {
    /** The result. */
    public sealed interface Outcome {
        record Placed(Booking booking) implements Outcome {}

        /** The hold was booked before, by another request of the same fan. */
        record Existing(Booking booking) implements Outcome {}

        record HoldNotFound() implements Outcome {}

        record HoldExpired() implements Outcome {}

        record SeatsTaken(List<SeatId> taken) implements Outcome {}

        /** The fan has {@code has} of at most {@code max} seats of the sale, over all its performances; the hold is over. */
        record SeatLimit(int has, int max) implements Outcome {}

        /** The show has begun. */
        record PerformanceStarted() implements Outcome {}

        record PerformanceCancelled() implements Outcome {}
    }

    private final BookingIntents intents;
    private final SeatReservations seats;
    private final Offers offers;
    private final Bookings bookings;
    private final Checkout checkout;
    private final Outbox outbox;
    private final Atomic atomic;
    private final Clock clock;
    private final Duration payWithin;

    public PlaceBooking(
            BookingIntents intents,
            SeatReservations seats,
            Offers offers,
            Bookings bookings,
            Checkout checkout,
            Outbox outbox,
            Atomic atomic,
            Clock clock,
            Duration payWithin) {
        this.intents = intents;
        this.seats = seats;
        this.offers = offers;
        this.bookings = bookings;
        this.checkout = checkout;
        this.outbox = outbox;
        this.atomic = atomic;
        this.clock = clock;
        this.payWithin = payWithin;
    }

    public Mono<Outcome> place(BookingId id, FanId fan, HoldId hold) {
        return offers.find(hold.performance())
                .flatMap(offer -> isOver(offer)
                        ? placedBefore(id, fan, hold, offer)
                        : intents.open(id, fan, hold, payWithin).flatMap(intent -> goOn(intent, offer)))
                .map(outcome -> outcome instanceof Outcome.Placed placed
                                && !placed.booking().id().equals(id)
                        ? new Outcome.Existing(placed.booking())
                        : outcome)
                .defaultIfEmpty(new Outcome.HoldNotFound()); // a performance that we do not sell
    }

    private boolean isOver(Offer offer) {
        return offer.isCancelled() || offer.hasStarted(clock.instant());
    }

    /** A repeat gets its booking even after the start or a cancellation. {@link UndoIntents} releases what an unfinished first run reserved. */
    private Mono<Outcome> placedBefore(BookingId id, FanId fan, HoldId hold, Offer offer) {
        return intents.find(id, fan, hold)
                .filter(intent -> intent.state() == State.PLACED)
                .flatMap(intent -> existing(intent.bookingId()))
                .defaultIfEmpty(
                        offer.isCancelled() ? new Outcome.PerformanceCancelled() : new Outcome.PerformanceStarted());
    }

    private Mono<Outcome> goOn(BookingIntent intent, Offer offer) {
        return switch (intent.state()) {
            case OPEN -> reserve(intent, offer);
            case PLACED -> existing(intent.bookingId());
            case ABANDONED, UNDONE -> Mono.just(new Outcome.HoldExpired()); // its seats have been released
        };
    }

    private Mono<Outcome> reserve(BookingIntent intent, Offer offer) {
        return seats.reserve(intent).flatMap(reply -> switch (reply) {
            case Reply.Reserved reserved -> write(intent, booking(intent, offer, reserved));
            case Reply.HoldNotFound none -> refuse(intent, new Outcome.HoldNotFound());
            case Reply.HoldExpired expired -> refuse(intent, new Outcome.HoldExpired());
            case Reply.SeatsTaken taken -> refuse(intent, new Outcome.SeatsTaken(taken.taken()));
            case Reply.SeatLimit limit -> refuse(intent, new Outcome.SeatLimit(limit.has(), limit.max()));
        });
    }

    /**
     * The intent stays until {@link UndoIntents} has asked again: an earlier call whose response was lost may have reserved the seats, and
     * reservations do not time out.
     */
    private Mono<Outcome> refuse(BookingIntent intent, Outcome outcome) {
        return intents.move(intent.bookingId(), State.OPEN, State.ABANDONED).flatMap(move -> switch (move) {
            case DONE -> Mono.just(outcome);
            case OVERTAKEN -> placedMeanwhile(intent, outcome);
        });
    }

    /** A second run of the same request may have succeeded. */
    private Mono<Outcome> placedMeanwhile(BookingIntent intent, Outcome otherwise) {
        return bookings.find(intent.bookingId()).flatMap(this::register).defaultIfEmpty(otherwise);
    }

    /** If this fails, it may be unknown whether it committed. Then only {@link UndoIntents} may undo: it reads the stored state. */
    private Mono<Outcome> write(BookingIntent intent, Booking booking) {
        return intents.move(intent.bookingId(), State.OPEN, State.PLACED)
                .flatMap(move -> switch (move) {
                    case DONE -> addAll(booking).thenReturn(move);
                    case OVERTAKEN -> Mono.just(move);
                })
                .as(atomic::atomically)
                .flatMap(move -> switch (move) {
                    case DONE -> register(booking);
                    case OVERTAKEN -> overtaken(booking);
                });
    }

    private Mono<Void> addAll(Booking booking) {
        return bookings.add(booking).then(checkout.open(booking)).then(outbox.add(booking.placed()));
    }

    private Mono<Outcome> register(Booking booking) {
        Mono<Void> registered = booking.status() == BookingStatus.PENDING ? checkout.register(booking) : Mono.empty();
        return registered.thenReturn(new Outcome.Placed(booking));
    }

    /** A second run of the same request, or {@link UndoIntents}, has moved the intent. */
    private Mono<Outcome> overtaken(Booking booking) {
        return bookings.find(booking.id())
                .flatMap(this::register)
                .switchIfEmpty(Mono.defer(() -> seats.release(booking.performance(), booking.reservation())
                        .thenReturn(new Outcome.HoldExpired())));
    }

    private Mono<Outcome> existing(BookingId id) {
        return bookings.find(id)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("no booking " + id + " for its intent")))
                .flatMap(this::register);
    }

    private Booking booking(BookingIntent intent, Offer offer, Reply.Reserved reserved) {
        List<BookedSeat> booked = reserved.seats().stream()
                .map(seat -> priced(seat, offer.prices()))
                .toList();
        Money total = booked.stream().map(BookedSeat::price).reduce(Money::plus).orElseThrow();
        return new Booking(
                intent.bookingId(),
                intent.fan(),
                offer.event(),
                offer.sale(),
                intent.hold().performance(),
                reserved.reservation(),
                PaymentId.of(intent.bookingId()),
                BookingStatus.PENDING,
                total,
                booked,
                clock.instant().truncatedTo(ChronoUnit.MICROS), // the precision of the store
                reserved.payUntil(),
                reserved.placeSince());
    }

    /** The published price, not one that seat-api may know. */
    private static BookedSeat priced(LabelledSeat seat, Map<String, Money> prices) {
        Money price = prices.get(seat.grade());
        if (price == null) {
            throw new IllegalStateException("no price for grade " + seat.grade() + " of seat " + seat.id());
        }
        return new BookedSeat(seat.id(), seat.label(), seat.grade(), price);
    }
}
