package io.onsale.seat.hold;

import io.onsale.seat.hold.Wish.BestAvailable;
import io.onsale.seat.map.SeatMap;
import io.onsale.seat.plan.RankedRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Chooses the runs of seats, or parts of them, from which the script may choose. */
final class BestRuns {
    /** How many parts of rows are searched when the map shows where there is room: some hundred fans at once may want the same ones. */
    private static final int LIKELY_MAX = 64;
    /** So many seats beside a part show Redis whether a single one would be left, if the map was behind. */
    private static final int BESIDE = 2;

    private static final Comparator<RankedRun> NEAREST =
            Comparator.comparingDouble(RankedRun::nearest).thenComparingInt(RankedRun::first);

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
     * The parts of runs that by the map have room for all side by side without leaving a single seat, the nearest first; empty if none has. Only a
     * hint, which spares Redis a search through sold rows: Redis decides by what is free now.
     */
    static List<RankedRun> likely(List<RankedRun> runs, int quantity, SeatMap map) {
        List<RankedRun> likely = new ArrayList<>(LIKELY_MAX);
        for (RankedRun run : runs) {
            int last = run.first() + run.length() - 1;
            map.stretches(run.first(), run.length(), null, (from, to) -> {
                if (fits(to - from + 1, quantity)) {
                    likely.add(run.part(Math.max(run.first(), from - BESIDE), Math.min(last, to + BESIDE)));
                }
            });
            if (likely.size() >= LIKELY_MAX) {
                break;
            }
        }
        likely.sort(NEAREST);
        return likely;
    }

    /** The parts of runs that may be free by a map that is current: beside them are seats that are taken for longer than a moment. */
    static List<RankedRun> possible(List<RankedRun> runs, SeatMap map, Instant now) {
        List<RankedRun> possible = new ArrayList<>();
        for (RankedRun run : runs) {
            map.stretches(run.first(), run.length(), now, (from, to) -> possible.add(run.part(from, to)));
        }
        possible.sort(NEAREST);
        return possible;
    }

    /** With one seat more, every choice leaves a single one; with two or more at an end it does not. */
    private static boolean fits(int free, int quantity) {
        return free >= quantity && free != quantity + 1;
    }
}
