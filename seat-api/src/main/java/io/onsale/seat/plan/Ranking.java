package io.onsale.seat.plan;

import io.onsale.kernel.event.SeatingPlan.Area;
import io.onsale.kernel.event.SeatingPlan.Feature;
import io.onsale.kernel.event.SeatingPlan.Point;
import io.onsale.kernel.event.SeatingPlan.Row;
import io.onsale.kernel.event.SeatingPlan.Seat;
import io.onsale.seat.plan.Hall.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Ranks the runs of a hall by their distance to the focal point: the plan's, else the middle of the stage, else the middle of the plan's upper
 * edge. The order of rows in the plan means nothing.
 */
final class Ranking {
    private static final double HUNDREDTHS = 100;
    private static final double TENTHS = 10; // squares of distances stay exact as doubles

    private final List<Seat> seats = new ArrayList<>();
    private final List<Integer> rowOf = new ArrayList<>();
    private final List<Integer> zoneOf = new ArrayList<>(); // of each row
    private final Point focus;

    private Ranking(PlanDocument document) {
        focus = focus(document);
        for (int zone = 0; zone < document.zones().size(); zone++) {
            for (Row row : document.zones().get(zone).rows()) {
                for (Seat seat : row.seats()) {
                    seats.add(seat);
                    rowOf.add(zoneOf.size());
                }
                zoneOf.add(zone);
            }
        }
    }

    /** The nearest first. */
    static List<RankedRun> of(PlanDocument document, List<Run> runs) {
        Ranking ranking = new Ranking(document);
        List<RankedRun> ranked = new ArrayList<>(runs.size());
        runs.forEach(run -> ranking.split(run, ranked));
        Map<Integer, Integer> rows = ranking.rows(ranked);
        return ranked.stream()
                .map(run -> inRow(run, rows.getOrDefault(run.row(), 0)))
                .sorted(Comparator.comparingDouble(RankedRun::nearest).thenComparingInt(RankedRun::first))
                .toList();
    }

    private static Point focus(PlanDocument document) {
        if (document.focalPoint() != null) {
            return document.focalPoint();
        }
        return document.areas().stream()
                .filter(Ranking::isStage)
                .findFirst()
                .map(stage -> new Point(stage.x() + stage.width() / 2, stage.y() + stage.height() / 2))
                .orElseGet(() -> new Point(document.size().width() / 2, 0));
    }

    private static boolean isStage(Area area) {
        String text = area.text() == null ? "" : area.text().toLowerCase(Locale.ROOT);
        return text.contains("stage") || text.contains("무대");
    }

    private void split(Run run, List<RankedRun> into) {
        int from = run.first();
        for (int to = from + 1; to <= run.first() + run.length(); to++) {
            if (to == run.first() + run.length() || isProtected(to) != isProtected(from)) {
                into.add(rank(run, from, to - from));
                from = to;
            }
        }
    }

    private boolean isProtected(int index) {
        Seat seat = seats.get(index);
        return seat.has(Feature.ACCESSIBLE) || seat.has(Feature.COMPANION);
    }

    private RankedRun rank(Run run, int first, int length) {
        Seat a = seats.get(first);
        Seat b = seats.get(first + length - 1);
        double pitch = length == 1 ? 0 : Math.hypot(b.x() - a.x(), b.y() - a.y()) / (length - 1);
        double dx = focus.x() - a.x();
        double dy = focus.y() - a.y();
        double along = pitch == 0 ? 0 : (dx * (b.x() - a.x()) + dy * (b.y() - a.y())) / (pitch * (length - 1));
        double away = Math.max(0, dx * dx + dy * dy - along * along);
        return new RankedRun(
                first,
                length,
                run.grade(),
                run.section(),
                isProtected(first),
                rowOf.get(first),
                Math.round(away * TENTHS * TENTHS),
                Math.round(pitch * pitch * TENTHS * TENTHS),
                pitch == 0 ? 0 : Math.round(HUNDREDTHS * along / pitch));
    }

    /** Numbers the rows: those of a zone by their distance, with a gap before each zone. */
    private Map<Integer, Integer> rows(List<RankedRun> ranked) {
        Map<Integer, Double> nearest = new HashMap<>();
        ranked.forEach(run -> nearest.merge(run.row(), run.nearest(), Math::min));
        List<Integer> order = new ArrayList<>(nearest.keySet());
        order.sort(Comparator.<Integer>comparingInt(zoneOf::get)
                .thenComparingDouble(nearest::get)
                .thenComparingInt(row -> row));
        Map<Integer, Integer> numbers = new HashMap<>();
        for (int i = 0; i < order.size(); i++) {
            numbers.put(order.get(i), i + zoneOf.get(order.get(i)));
        }
        return numbers;
    }

    private static RankedRun inRow(RankedRun run, int row) {
        return new RankedRun(
                run.first(),
                run.length(),
                run.grade(),
                run.section(),
                run.isProtected(),
                row,
                run.away(),
                run.pitch(),
                run.centre());
    }
}
