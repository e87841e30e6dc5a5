package io.onsale.seat.hold;

import io.onsale.seat.hold.Wish.BestAvailable;
import io.onsale.seat.plan.RankedRun;
import io.onsale.seat.seat.SeatStates;
import java.util.ArrayList;
import java.util.List;

/** Chooses the runs of seats from which the script may choose. */
final class BestRuns {
    /** Most runs that are searched when the map shows where there is room; a run is a row, so some 1,000 seats. */
    private static final int LIKELY_MAX = 64;

    private BestRuns() {}

    /** The runs of the wanted grade and section, in the same order; those with accessible seats are for fans who ask for one. */
    static List<RankedRun> fitting(List<RankedRun> runs, BestAvailable best) {
        List<RankedRun> fitting = new ArrayList<>();
        for (RankedRun run : runs) {
            if (run.isProtected() == best.accessible()
                    && (best.grade() == null || best.grade().equals(run.grade()))
                    && (best.section() == null || best.section().equals(run.section()))) {
                fitting.add(run);
            }
        }
        return fitting;
    }

    /**
     * The first runs that by the map have room for all side by side without leaving a single seat; all runs if none has. Only a hint, which spares Redis a search through
     * sold rows: Redis decides by what is free now.
     */
    static List<RankedRun> likely(List<RankedRun> runs, int quantity, SeatStates states) {
        List<RankedRun> likely = new ArrayList<>(LIKELY_MAX);
        for (RankedRun run : runs) {
            if (hasRoom(run, quantity, states)) {
                likely.add(run);
            }
            if (likely.size() == LIKELY_MAX) {
                return likely;
            }
        }
        return likely.isEmpty() ? runs : likely;
    }

    private static boolean hasRoom(RankedRun run, int quantity, SeatStates states) {
        int free = 0;
        for (int index = run.first(); index < run.first() + run.length(); index++) {
            if (states.isAvailable(index)) {
                free++;
            } else if (fits(free, quantity)) {
                return true;
            } else {
                free = 0;
            }
        }
        return fits(free, quantity);
    }

    /** With one seat more, every choice leaves a single one; with two or more at an end it does not. */
    private static boolean fits(int free, int quantity) {
        return free >= quantity && free != quantity + 1;
    }
}
