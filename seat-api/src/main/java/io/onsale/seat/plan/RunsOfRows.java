package io.onsale.seat.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** For each seat the runs of its row that have its grade. Protected seats have none, nor have those of general admission: whoever needs them may choose freely. */
final class RunsOfRows {
    private static final int NONE = -1;

    private record Row(int number, String grade) {}

    private final int[] rowOf;
    private final List<List<RankedRun>> rows;

    private RunsOfRows(int[] rowOf, List<List<RankedRun>> rows) {
        this.rowOf = rowOf;
        this.rows = rows;
    }

    static RunsOfRows of(List<RankedRun> runs, int seatCount) {
        int[] rowOf = new int[seatCount];
        Arrays.fill(rowOf, NONE);
        Map<Row, Integer> numbers = new HashMap<>();
        List<List<RankedRun>> rows = new ArrayList<>();
        for (RankedRun run : runs) {
            if (!run.isProtected()) {
                int number = numbers.computeIfAbsent(new Row(run.row(), run.grade()), row -> {
                    rows.add(new ArrayList<>(1));
                    return rows.size() - 1;
                });
                rows.get(number).add(run);
                Arrays.fill(rowOf, run.first(), run.first() + run.length(), number);
            }
        }
        return new RunsOfRows(rowOf, rows);
    }

    List<RankedRun> of(int index) {
        return rowOf[index] == NONE ? List.of() : rows.get(rowOf[index]);
    }
}
