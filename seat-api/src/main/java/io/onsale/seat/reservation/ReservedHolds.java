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
 * Holds that a booking has taken over, in Redis. Fails closed, see {@code SeatHolds}. Once the seats of a past show were removed, nothing is
 * found and nothing is done.
 */
public interface ReservedHolds {
    /** What became of taking over a hold. */
    sealed interface Takeover {
        /**
         * The hold no longer ends by time; a row must follow.
         *
         * @param reservation the one to insert, or on a repeat the first one
         * @param epoch in which this is true
         * @param placeSince of the pass that allowed the hold; null if it is not known
         * @param holdEnds when the hold would have ended
         */
        record TakenOver(
                ReservationId reservation,
                long fence,
                long epoch,
                List<Integer> seats,
                @Nullable Instant placeSince,
                Instant holdEnds)
                implements Takeover {}

        record NoLiveHold() implements Takeover {}

        record HoldLapsed() implements Takeover {}
    }

    /** A hold that was taken over and whose row is not confirmed. */
    record Doubt(HoldId hold, FanId fan, BookingId booking, ReservationId reservation) {}

    /** Takes over the fan's live hold; a repeat by the same booking has the same result. */
    Mono<Takeover> takeOver(HoldId hold, FanId fan, BookingId booking, ReservationId reservation);

    /** Confirms that the row is there. */
    Mono<Void> confirm(HoldId hold);

    /** The inverse of {@link #commit}: held again if time remains, else free. Does nothing if it was undone before. */
    Mono<Void> undo(HoldId hold, ReservationId reservation);

    /** Frees the seats of a hold that can never be booked. */
    Mono<Void> end(HoldId hold, ReservationId reservation);

    /**
     * Makes the seats what the reservation says; seats that another hold has by now are left alone. Does nothing if a later
     * projection was settled on all of them; errors if the epoch in which it was read is over: read it again.
     */
    Mono<Void> settle(Projection projection);

    /** Holds whose row is overdue, the oldest first, at most {@code max}. */
    Flux<Doubt> overdue(PerformanceId performance, int max);
}
