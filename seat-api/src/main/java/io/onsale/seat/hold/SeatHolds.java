package io.onsale.seat.hold;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.seat.hold.Wanted.BestSeats;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.RankedRun;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Who holds which seats now. One step decides everything about a new hold: whether the seats are free (a hold whose time is over counts as
 * free), the fan's limit, all or none. Fails closed: errors when the store is unavailable or does not have the seats. All answers are empty once
 * the seats of a past show were removed.
 */
public interface SeatHolds {
    /** Most seats of one hold: enough for a family, and it keeps the scripts short. */
    int SEATS_MAX = 8;

    /**
     * Holds what is wanted, all or nothing: {@code Held}, {@code Taken}, {@code LeavesSingle}, {@code NoneFit}, {@code NoHoldToReplace},
     * {@code LimitReached}, {@code PerformanceStarted} or {@code KeyReused}. The best seats are those of the highest {@link Rung} that fit, the nearest to the focal
     * point. A repeat under a key has the outcome of the first request, whatever became of that hold or of these seats, and holds nothing.
     */
    Mono<HoldOutcome> hold(NewHold newHold, Wanted wanted);

    /** Exactly these seats, whatever they leave. */
    default Mono<HoldOutcome> hold(NewHold newHold, List<HallSeat> seats) {
        return hold(newHold, Wanted.of(seats));
    }

    /** The best seats of these runs. */
    default Mono<HoldOutcome> holdBest(NewHold newHold, int quantity, List<RankedRun> runs, boolean isLastTry) {
        return hold(newHold, Wanted.of(new BestSeats(quantity, runs, List.of(), isLastTry)));
    }

    /** The fan's own live hold; empty when it is over, reserved or another's. */
    Mono<Hold> findHold(Performance performance, HoldId hold, FanId fan);

    /** All live holds of a fan. */
    Mono<List<Hold>> findHolds(Performance performance, FanId fan);

    /** Gives all live holds of a fan back, in one step; how many there were. */
    Mono<Integer> releaseAll(Performance performance, FanId fan);

    /** Gives the fan's own hold back. */
    Mono<HoldReleaseOutcome> release(Performance performance, HoldId hold, FanId fan);
}
