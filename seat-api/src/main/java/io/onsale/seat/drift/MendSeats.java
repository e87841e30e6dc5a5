package io.onsale.seat.drift;

import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.ReservationId;
import io.onsale.seat.drift.StoredSeats.Backing;
import io.onsale.seat.reservation.Reconciler;
import io.onsale.seat.reservation.SettleReservations;
import io.onsale.seat.seat.SeatState;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * Makes Redis agree, in the safe direction only: what Postgres has live is marked as taken, what Postgres knows as over is settled as
 * over, and no seat is freed that Postgres has live. Each step is one that may come at any time, also twice or too late: a
 * projection by its version, or a script that compares what was found.
 */
final class MendSeats {
    private final LedgerSeats ledger;
    private final StoredSeats stored;
    private final SettleReservations settle;
    private final Reconciler reconciler;

    MendSeats(LedgerSeats ledger, StoredSeats stored, SettleReservations settle, Reconciler reconciler) {
        this.ledger = ledger;
        this.stored = stored;
        this.settle = settle;
        this.reconciler = reconciler;
    }

    Mono<Void> mend(PerformanceId performance, Drift drift) {
        return switch (drift.kind()) {
            case FREE, STATE, LIMIT -> take(drift);
            case OTHERS ->
                isSomebodys(drift)
                        ? Mono.empty() // who booked it in vain gives it back, or time does
                        : end(performance, drift).then(Mono.defer(() -> take(drift)));
            case TAKEN -> end(performance, drift);
            case PLAN -> mend(performance, drift, isBlocked(drift) ? SeatState.AVAILABLE : SeatState.BLOCKED);
        };
    }

    private static boolean isSomebodys(Drift drift) {
        return drift.backing() == Backing.HOLD || drift.backing() == Backing.DOUBT;
    }

    private static boolean isBlocked(Drift drift) {
        return drift.found() == SeatState.BLOCKED;
    }

    private Mono<Void> take(Drift drift) {
        ReservationId live = drift.live();
        return live == null ? Mono.empty() : ledger.touch(live).then(Mono.defer(() -> settle.project(live)));
    }

    /** What Redis has as the seat's owner is over, or never was. */
    private Mono<Void> end(PerformanceId performance, Drift drift) {
        Mono<Void> owner =
                drift.reservation() != null ? reconciler.decide(drift.reservation()) : settleLast(performance, drift);
        return owner.then(Mono.defer(() -> mend(performance, drift, SeatState.AVAILABLE)));
    }

    private Mono<Void> settleLast(PerformanceId performance, Drift drift) {
        return drift.hold().isEmpty()
                ? Mono.empty()
                : ledger.findLast(new HoldId(performance, drift.hold()))
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .flatMap(last -> last.map(settle::project).orElseGet(Mono::empty));
    }

    /** Does nothing if the seat is not as it was found, or if there is a hold or a reservation behind it. */
    private Mono<Void> mend(PerformanceId performance, Drift drift, SeatState become) {
        return stored.mend(performance, drift.seat(), drift.found(), drift.hold(), become);
    }
}
