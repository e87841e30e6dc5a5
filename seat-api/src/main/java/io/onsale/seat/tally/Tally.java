package io.onsale.seat.tally;

import io.onsale.kernel.event.SeatsCounted.GradeCount;
import io.onsale.seat.plan.Hall;
import io.onsale.seat.plan.Hall.Run;
import io.onsale.seat.seat.SeatStates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The seats of a performance, counted.
 *
 * @param version of the seats
 * @param grades each grade that has seats, in the plan's order
 */
public record Tally(long version, List<GradeCount> grades) {
    /** Counts all seats for sale; takes some 100 µs for an arena. */
    static Tally of(Hall hall, SeatStates states) {
        Map<String, int[]> byGrade = new LinkedHashMap<>();
        for (Run run : hall.runs()) {
            int[] counts = byGrade.computeIfAbsent(run.grade(), grade -> new int[4]);
            for (int i = run.first(); i < run.first() + run.length(); i++) {
                counts[states.get(i).bits()]++;
            }
        }
        List<GradeCount> grades = byGrade.entrySet().stream()
                .map(entry -> count(entry.getKey(), entry.getValue()))
                .toList();
        return new Tally(states.version(), grades);
    }

    private static GradeCount count(String grade, int[] counts) {
        return new GradeCount(grade, counts[0], counts[1], counts[2], counts[3]);
    }
}
