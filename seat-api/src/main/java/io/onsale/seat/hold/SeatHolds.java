package io.onsale.seat.hold;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
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
     * Holds exactly these seats; {@code Held}, {@code Taken}, {@code LimitReached}, {@code PerformanceStarted} or {@code KeyReused}. A
     * repeat under a key has the outcome of the first request, whatever became of that hold or of these seats, and holds nothing.
     */
    Mono<HoldOutcome> hold(NewHold newHold, List<HallSeat> seats);

    /**
     * Chooses {@code quantity} free seats and holds them, in one step: those of the highest {@link Rung} that fit, the nearest
     * to the focal point. Repeats are as above. {@code Held}, {@code NoneFit}, {@code LimitReached},
     * {@code PerformanceStarted} or {@code KeyReused}.
     *
     * @param isLastTry whether {@code NoneFit} would be the fan's answer; otherwise it is not kept for a repeat, and only {@link Rung#TOGETHER} is tried
     */
    Mono<HoldOutcome> holdBest(NewHold newHold, int quantity, List<RankedRun> runs, boolean isLastTry);

    /** The fan's own live hold; empty when it is over, reserved or another's. */
    Mono<Hold> findHold(Performance performance, HoldId hold, FanId fan);

    /** Gives the fan's own hold back. */
    Mono<HoldReleaseOutcome> release(Performance performance, HoldId hold, FanId fan);
}
