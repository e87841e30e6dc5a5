package io.onsale.seat.drift;

import io.onsale.kernel.id.ReservationId;
import io.onsale.seat.drift.StoredSeats.Backing;
import io.onsale.seat.reservation.ReservedHolds.Doubt;
import io.onsale.seat.seat.SeatState;
import org.jspecify.annotations.Nullable;

/**
 * One seat about which Redis does not agree with Postgres. Equal drifts of two comparisons are the same drift.
 *
 * @param found the seat's state in Redis
 * @param hold the random part of its owner's id in Redis; empty: none
 * @param reservation the owner's reservation as Redis has it
 * @param live the live reservation of the seat in Postgres
 */
record Drift(
        DriftKind kind,
        int seat,
        SeatState found,
        String hold,
        Backing backing,
        @Nullable Doubt reservation,
        @Nullable ReservationId live) {}
