package io.onsale.seat.reservation;

import io.onsale.kernel.id.SeatId;
import java.util.List;

/** What became of a booking's request to take over a hold. */
public sealed interface ReserveOutcome {
    /**
     * The booking has the seats.
     *
     * @param isNew false for a repeat by the same booking
     */
    record Reserved(Reservation reservation, boolean isNew) implements ReserveOutcome {}

    /** There is no such hold, it is another fan's, or another booking has it. */
    record HoldNotFound() implements ReserveOutcome {}

    /** Its time is over. */
    record HoldExpired() implements ReserveOutcome {}

    /**
     * The fan would have more seats of the sale than allowed. The hold is over.
     *
     * @param has seats of the sale in live reservations, over all its performances
     */
    record LimitPassed(int has, int max) implements ReserveOutcome {}

    /** In Postgres these seats are another reservation's: Redis was wrong. */
    record Taken(List<SeatId> seats) implements ReserveOutcome {}
}
