package io.onsale.ticket.booking;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.ReservationId;
import io.onsale.kernel.id.SeatId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reservations at seat-api. Fails closed: without its answer there is no booking. */
public interface SeatReservations {
    /** A reserved seat, with the label and grade that seat-api has for it. */
    record LabelledSeat(SeatId id, String label, String grade) {}

    /** seat-api's answer to a request for a reservation. */
    sealed interface Reply {
        /**
         * @param payUntil when the seats must be paid for: as asked, or earlier
         * @param placeSince identifies the fan's place in the line whose pass was used for the hold; null if unknown
         */
        record Reserved(
                ReservationId reservation,
                List<LabelledSeat> seats,
                Instant payUntil,
                @Nullable Instant placeSince) implements Reply {}

        record HoldNotFound() implements Reply {}

        record HoldExpired() implements Reply {}

        record SeatsTaken(List<SeatId> taken) implements Reply {}

        /** The fan has {@code has} of at most {@code max} seats of the sale; the hold is over. */
        record SeatLimit(int has, int max) implements Reply {}
    }

    /** Reserves the intent's hold; a repeat for the same booking gets the same reservation. Errors with {@code Unavailable}. */
    Mono<Reply> reserve(BookingIntent intent);

    /** Releases a reservation without a booking; safe to repeat. Errors with {@code Unavailable}. */
    Mono<Void> release(PerformanceId performance, ReservationId reservation);
}
