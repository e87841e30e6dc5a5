package io.onsale.ticket.booking;

import io.onsale.ticket.booking.BookingIntent.State;
import io.onsale.ticket.booking.BookingIntents.Move;
import io.onsale.ticket.booking.SeatReservations.Reply;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Releases what an intent may have reserved without becoming a booking: because the service stopped between the two, or because a repeat
 * was refused and an earlier call had reserved. First the intent is closed, then its reservation is released.
 */
public final class UndoIntents {
    private static final Logger LOG = LoggerFactory.getLogger(UndoIntents.class);
    private static final Duration LEASE = Duration.ofSeconds(30); // longer than two calls to seat-api take
    private static final int BATCH = 20;
    private static final int CONCURRENT_MAX = 4; // calls to seat-api, which serves fans first

    private final BookingIntents intents;
    private final SeatReservations seats;
    private final Duration staleAfter;

    /** @param staleAfter longer than any request takes */
    public UndoIntents(BookingIntents intents, SeatReservations seats, Duration staleAfter) {
        this.intents = intents;
        this.seats = seats;
        this.staleAfter = staleAfter;
    }

    /** Undoes one batch; emits how many intents it had. */
    public Mono<Integer> batch() {
        return intents.leaseStale(staleAfter, LEASE, BATCH)
                .flatMap(
                        intent -> abandon(intent)
                                .doOnError(e -> LOG.warn(
                                        "booking intent {} could not be undone and is tried again: {}",
                                        intent.bookingId(),
                                        e.toString()))
                                .onErrorComplete()
                                .thenReturn(1),
                        CONCURRENT_MAX)
                .reduce(0, Integer::sum);
    }

    private Mono<Void> abandon(BookingIntent intent) {
        return switch (intent.state()) {
            case OPEN ->
                intents.move(intent.bookingId(), State.OPEN, State.ABANDONED).flatMap(move -> switch (move) {
                    case DONE -> undo(intent);
                    case OVERTAKEN -> Mono.empty(); // placed after all
                });
            case ABANDONED -> undo(intent);
            case PLACED, UNDONE -> Mono.empty();
        };
    }

    /** Reserving again returns the id of the reservation if there is one; if there is none, making it only to release it is harmless. */
    private Mono<Void> undo(BookingIntent intent) {
        return seats.reserve(intent)
                .flatMap(reply -> reply instanceof Reply.Reserved reserved
                        ? seats.release(intent.hold().performance(), reserved.reservation())
                        : Mono.empty())
                .then(intents.move(intent.bookingId(), State.ABANDONED, State.UNDONE))
                .doOnNext(move -> {
                    if (move == Move.OVERTAKEN) { // this node took longer than its lease
                        LOG.warn("booking intent {} was undone by another node as well", intent.bookingId());
                    }
                })
                .then();
    }
}
