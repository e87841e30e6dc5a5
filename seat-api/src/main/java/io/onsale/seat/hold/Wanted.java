package io.onsale.seat.hold;

import io.onsale.kernel.id.HoldId;
import io.onsale.seat.plan.GeneralAdmission;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.RankedRun;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Wish} whose parts were found in the plan.
 *
 * @param guardedRows each row in which {@code seats} may not leave a single seat if as many others of the row would not: its runs of one grade;
 *     empty where they may
 */
public record Wanted(
        List<HallSeat> seats,
        List<AreaSeats> inAreas,
        @Nullable BestSeats best,
        List<List<RankedRun>> guardedRows,
        @Nullable HoldId replaces) {
    /** Any seats of an area. */
    public record AreaSeats(GeneralAdmission area, int quantity) {}

    /**
     * The best seats of these runs.
     *
     * @param runs the nearest to the focal point first
     * @param areas where they may be instead, if no run has room
     * @param isLastTry whether {@code NoneFit} would be the fan's answer; otherwise it is not kept for a repeat, and only {@link Rung#TOGETHER} is tried
     */
    public record BestSeats(int quantity, List<RankedRun> runs, List<GeneralAdmission> areas, boolean isLastTry) {}

    /** Exactly these seats, whatever they leave. */
    public static Wanted of(List<HallSeat> seats) {
        return new Wanted(seats, List.of(), null, List.of(), null);
    }

    public static Wanted of(BestSeats best) {
        return new Wanted(List.of(), List.of(), best, List.of(), null);
    }

    Wanted choosing(BestSeats other) {
        return new Wanted(seats, inAreas, other, guardedRows, replaces);
    }
}
