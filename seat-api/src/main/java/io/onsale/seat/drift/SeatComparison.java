package io.onsale.seat.drift;

import io.onsale.kernel.id.ReservationId;
import io.onsale.seat.drift.LedgerSeats.LedgerSeat;
import io.onsale.seat.drift.LedgerSeats.LedgerSlice;
import io.onsale.seat.drift.StoredSeats.Backing;
import io.onsale.seat.drift.StoredSeats.StoredSlice;
import io.onsale.seat.drift.StoredSeats.TakenSeat;
import io.onsale.seat.plan.Hall;
import io.onsale.seat.seat.SeatState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares a slice of Redis with the same slice of Postgres and of the plan. A change on its way looks like drift, but not twice. */
final class SeatComparison {
    private final Hall hall;
    private final StoredSlice stored;
    private final Set<Integer> keptBack;
    private final Map<Integer, LedgerSeat> live = new HashMap<>();
    private final Map<Integer, TakenSeat> taken = new HashMap<>();

    private SeatComparison(Hall hall, LedgerSlice ledger, StoredSlice stored) {
        this.hall = hall;
        this.stored = stored;
        this.keptBack = ledger.keptBack();
        ledger.live().forEach(seat -> live.put(seat.index(), seat));
        stored.taken().forEach(seat -> taken.put(seat.index(), seat));
    }

    static List<Drift> of(Slice slice, Hall hall, LedgerSlice ledger, StoredSlice stored) {
        SeatComparison comparison = new SeatComparison(hall, ledger, stored);
        List<Drift> drifts = new ArrayList<>();
        for (int index = slice.first(); index < slice.first() + slice.count(); index++) {
            Drift drift = comparison.compare(index);
            if (drift != null) {
                drifts.add(drift);
            }
        }
        return drifts;
    }

    private @Nullable Drift compare(int index) {
        LedgerSeat inLedger = live.get(index);
        TakenSeat inRedis = taken.get(index);
        DriftKind kind = inLedger == null ? unowned(index, inRedis) : owned(inLedger, inRedis);
        return kind == null ? null : drift(kind, index, inLedger == null ? null : inLedger.reservation(), inRedis);
    }

    private @Nullable DriftKind owned(LedgerSeat inLedger, @Nullable TakenSeat inRedis) {
        if (inRedis == null) {
            return DriftKind.FREE;
        }
        if (inRedis.state() == SeatState.BLOCKED) {
            return DriftKind.PLAN;
        }
        if (!inRedis.hold().equals(inLedger.hold().random())) {
            return DriftKind.OTHERS;
        }
        SeatState right = inLedger.sold() ? SeatState.SOLD : SeatState.HELD;
        boolean endsByTime = inRedis.backing() == Backing.NOTHING || inRedis.backing() == Backing.HOLD;
        if (inRedis.state() != right || (endsByTime && !inLedger.sold())) {
            return DriftKind.STATE;
        }
        return stored.uncounted().contains(inRedis.hold()) ? DriftKind.LIMIT : null;
    }

    private @Nullable DriftKind unowned(int index, @Nullable TakenSeat inRedis) {
        boolean isBlocked = inRedis != null && inRedis.state() == SeatState.BLOCKED;
        if (inRedis == null || isBlocked) {
            boolean isToBeBlocked = keptBack.contains(index) || Arrays.binarySearch(hall.blocked(), index) >= 0;
            return isBlocked == isToBeBlocked ? null : DriftKind.PLAN;
        }
        return switch (inRedis.backing()) {
            case HOLD -> inRedis.state() == SeatState.HELD ? null : DriftKind.TAKEN;
            case DOUBT -> null;
            case NOTHING, RESERVATION -> DriftKind.TAKEN;
        };
    }

    private static Drift drift(DriftKind kind, int index, @Nullable ReservationId live, @Nullable TakenSeat inRedis) {
        return inRedis == null
                ? new Drift(kind, index, SeatState.AVAILABLE, "", Backing.NOTHING, null, live)
                : new Drift(
                        kind, index, inRedis.state(), inRedis.hold(), inRedis.backing(), inRedis.reservation(), live);
    }
}
