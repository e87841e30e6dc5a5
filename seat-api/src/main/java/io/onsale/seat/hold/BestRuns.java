package io.onsale.seat.hold;

import io.onsale.seat.hold.Wish.BestAvailable;
import io.onsale.seat.plan.Hall.Run;
import io.onsale.seat.seat.SeatStates;
import java.util.ArrayList;
import java.util.List;

/** Chooses the runs of seats from which the script may choose. */
final class BestRuns {
    /** Most runs that are searched when the map shows where there is room; a run is a row, so some 1,000 seats. */
    private static final int LIKELY_MAX = 64;

    private BestRuns() {}

    /** The runs of the wanted grade and section, in the plan's order. */
    static List<Run> fitting(List<Run> runs, BestAvailable best) {
        if (best.grade() == null && best.section() == null) {
            return runs;
        }
        List<Run> fitting = new ArrayList<>();
        for (Run run : runs) {
            if ((best.grade() == null || best.grade().equals(run.grade()))
                    && (best.section() == null || best.section().equals(run.section()))) {
                fitting.add(run);
            }
        }
        return fitting;
    }

    /**
     * The first runs that by the map have room for all side by side; all runs if none has. Only a hint, which spares Redis a search through
     * sold rows: Redis decides by what is free now.
     */
    static List<Run> likely(List<Run> runs, int quantity, SeatStates states) {
        List<Run> likely = new ArrayList<>(LIKELY_MAX);
        for (Run run : runs) {
            if (hasRoom(run, quantity, states)) {
                likely.add(run);
            }
            if (likely.size() == LIKELY_MAX) {
                return likely;
            }
        }
        return likely.isEmpty() ? runs : likely;
    }

    private static boolean hasRoom(Run run, int quantity, SeatStates states) {
        int together = 0;
        for (int index = run.first(); index < run.first() + run.length(); index++) {
            together = states.isAvailable(index) ? together + 1 : 0;
            if (together == quantity) {
                return true;
            }
        }
        return false;
    }
}
