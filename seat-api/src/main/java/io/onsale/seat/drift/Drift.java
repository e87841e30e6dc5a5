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
        DriftKind kind,
        int seat,
        SeatState found,
        String hold,
        Backing backing,
        @Nullable Doubt reservation,
        @Nullable ReservationId live) {}
