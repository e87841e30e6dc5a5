package io.onsale.ticket.booking;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.ReservationId;
import io.onsale.kernel.id.SeatId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** seat-api as we see it. Fails closed: without its word there is no booking. */
public interface SeatReservations {
    /** A seat as seat-api names it. */
    record ReservedSeat(SeatId id, String label, String grade) {}

    /** What became of the wish for a reservation. */
    sealed interface Reply {
        /** @param placeSince names the fan's place in the line under whose pass the hold was made; null if it is not known */
        record Reserved(
                ReservationId reservation,
                List<ReservedSeat> seats,
                @Nullable Instant placeSince) implements Reply {}

        record HoldNotFound() implements Reply {}

        record HoldExpired() implements Reply {}

        record SeatsTaken(List<SeatId> taken) implements Reply {}
    }

    /** Reserves the intent's hold; asking again for the same booking gives the same reservation. Errors with {@code Unavailable}. */
    Mono<Reply> reserve(BookingIntent intent);

    /** Undoes a reservation that no booking has; safe to repeat. Errors with {@code Unavailable}. */
    Mono<Void> release(PerformanceId performance, ReservationId reservation);
}
