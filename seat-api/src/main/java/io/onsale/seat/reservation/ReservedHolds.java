package io.onsale.seat.reservation;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.ReservationId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Holds that a booking has taken over, as Redis has them. Fails closed, see {@code SeatHolds}. Once the seats of a show that is over
 * were removed there is nothing to find, and nothing to do.
 */
public interface ReservedHolds {
    /** What became of taking over a hold. */
    sealed interface Takeover {
        /**
         * No time ends the hold any more; a row must follow.
         *
         * @param reservation the one to make, or on a repeat the one made first
         * @param epoch in which this is true
         * @param placeSince of the pass that allowed the hold; null if it is not known
         */
        record TakenOver(
                ReservationId reservation,
                long fence,
                long epoch,
                List<Integer> seats,
                @Nullable Instant placeSince) implements Takeover {}

        record NoLiveHold() implements Takeover {}

        record HoldLapsed() implements Takeover {}
    }

    /** A hold that was taken over, and of whose row we have not heard. */
    record Doubt(HoldId hold, FanId fan, BookingId booking, ReservationId reservation) {}

    /** Takes over the fan's live hold; a repeat by the same booking commits to the same. */
    Mono<Takeover> takeOver(HoldId hold, FanId fan, BookingId booking, ReservationId reservation);

    /** The row is there: no doubt any more. */
    Mono<Void> confirm(HoldId hold);

    /** The inverse of {@link #commit}: held again if time remains, else free. Does nothing if it was undone already. */
    Mono<Void> undo(HoldId hold, ReservationId reservation);

    /** The same for a hold of which nothing can become any more: its seats are free. */
    Mono<Void> end(HoldId hold, ReservationId reservation);

    /**
     * Makes the seats what the reservation says; seats that are somebody else's by now are left alone. Does nothing if a later
     * projection was settled on all of them; errors if the epoch in which it was read is over: read it again.
     */
    Mono<Void> settle(Projection projection);

    /** Holds whose row should long be there, the oldest first, at most {@code max}. */
    Flux<Doubt> overdue(PerformanceId performance, int max);
}
