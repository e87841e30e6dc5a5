package io.onsale.seat.drift;

import io.onsale.kernel.id.ReservationId;
import io.onsale.seat.drift.StoredSeats.Backing;
import io.onsale.seat.reservation.ReservedHolds.Doubt;
import io.onsale.seat.seat.SeatState;
import org.jspecify.annotations.Nullable;

/**
 * One seat about which Redis does not agree with Postgres. Equal drifts at two looks are the same one.
 *
 * @param found the seat's state in Redis
 * @param hold the random part of its owner's id in Redis; empty: none
 * @param reservation what Redis knows of the owner's reservation
 * @param live the live reservation that Postgres has the seat in
 */
record Drift(
        Kind kind,
        int seat,
        SeatState found,
        String hold,
        Backing backing,
        @Nullable Doubt reservation,
        @Nullable ReservationId live) {
    enum Kind {
        /** Live in Postgres, free in Redis. */
        FREE,
        /** Reserved or sold, and Redis has it the other way round, or would let time end it. */
        STATE,
        /** Live in Postgres, somebody else's in Redis. */
        OTHERS,
        /** Nobody's in Postgres, and in Redis neither free nor held nor on its way to Postgres. */
        TAKEN,
        /** For sale by the plan and blocked in Redis, or the other way round. */
        PLAN,
        /** Live in Postgres, and does not count for its fan's limit in Redis. */
        LIMIT
    }
}
