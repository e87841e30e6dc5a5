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
 * Makes Redis agree with Postgres, only in the safe direction: a seat that is live in Postgres is marked as taken, a reservation that is over
 * there is settled as over, and no seat that is live in Postgres is freed. Each step may run at any time, also twice or too late: a projection has
 * a version, and the script compares the seat with what was found.
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
                isHeldOrInDoubt(drift)
                        ? Mono.empty() // the booking that fails on it gives it back, or the hold ends by time
                        : end(performance, drift).then(Mono.defer(() -> take(drift)));
            case TAKEN -> end(performance, drift);
            case PLAN -> mend(performance, drift, isBlocked(drift) ? SeatState.AVAILABLE : SeatState.BLOCKED);
        };
    }

    private static boolean isHeldOrInDoubt(Drift drift) {
        return drift.backing() == Backing.HOLD || drift.backing() == Backing.DOUBT;
    }

    private static boolean isBlocked(Drift drift) {
        return drift.found() == SeatState.BLOCKED;
    }

    private Mono<Void> take(Drift drift) {
        ReservationId live = drift.live();
        return live == null ? Mono.empty() : ledger.touch(live).then(Mono.defer(() -> settle.project(live)));
    }

    /** The seat's owner in Redis is over, or never existed. */
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

    /** Does nothing if the seat has changed since, or if a hold or a reservation owns it. */
    private Mono<Void> mend(PerformanceId performance, Drift drift, SeatState become) {
        return stored.mend(performance, drift.seat(), drift.found(), drift.hold(), become);
    }
}
