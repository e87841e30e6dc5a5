package io.onsale.seat.block;

import io.onsale.kernel.event.SeatsChanged.SeatMove;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SeatId;
import io.onsale.seat.block.BlockedSeats.StateChange;
import io.onsale.seat.block.SaleControls.ControlAction;
import io.onsale.seat.block.SaleControls.NewControl;
import io.onsale.seat.history.ChangeCause;
import io.onsale.seat.history.LedgerMoves;
import io.onsale.seat.seat.SeatState;
import java.time.Clock;
import java.util.List;
import reactor.core.publisher.Mono;

/** Notes what was done with seats, in the transaction that does it: for the history of each seat, and for the audit. */
public final class NotedControls {
    private final SaleControls controls;
    private final LedgerMoves ledger;
    private final Clock clock;

    public NotedControls(SaleControls controls, LedgerMoves ledger, Clock clock) {
        this.controls = controls;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Why something is done, and by whom. */
    record Why(Allotment allotment, String reason, String who) {}

    /** For the history: what really changed. */
    Mono<Void> noteMove(PerformanceId performance, StateChange done, SeatState state, Why why) {
        ChangeCause cause = state == SeatState.BLOCKED ? ChangeCause.BLOCK : ChangeCause.UNBLOCK;
        SeatMove move = new SeatMove(
                done.version(),
                0,
                state.name(),
                cause.name(),
                done.changed(),
                null,
                null,
                null,
                why.who(),
                why.reason(),
                clock.instant());
        return done.changed().isEmpty() ? Mono.empty() : ledger.add(performance, move);
    }

    /** For the audit: what is so now because of this request. */
    Mono<Void> audit(PerformanceId performance, List<SeatId> blocked, List<SeatId> released, Why why) {
        boolean isMove = !why.allotment().equals(Allotment.NONE);
        Mono<Void> ofBlocked = blocked.isEmpty()
                ? Mono.empty()
                : controls.add(new NewControl(
                        performance,
                        isMove ? ControlAction.MOVE : ControlAction.BLOCK,
                        why.allotment(),
                        blocked,
                        why.reason(),
                        why.who()));
        Mono<Void> ofReleased = released.isEmpty()
                ? Mono.empty()
                : controls.add(new NewControl(
                        performance, ControlAction.RELEASE, Allotment.NONE, released, why.reason(), why.who()));
        return ofReleased.then(ofBlocked);
    }
}
