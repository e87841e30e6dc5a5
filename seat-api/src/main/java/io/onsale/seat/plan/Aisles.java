package io.onsale.seat.plan;

import io.onsale.kernel.event.SeatingPlan.Row;
import io.onsale.kernel.event.SeatingPlan.Seat;
import io.onsale.kernel.event.SeatingPlan.Zone;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Finds where an aisle divides a row. The plan does not say, but its drawing shows it: there the next seat is clearly farther away than the
 * seats of the row usually are, in whatever direction the row runs. A row without positions has no aisles.
 */
final class Aisles {
    private static final double WIDER = 1.75; // times the usual distance; rows drawn by hand vary by less
    private static final double WIDER_THAN_SEATS =
            3; // times the zone's usual distance; a box's armchairs are not so far apart
    private static final double UNKNOWN = Double.NaN;

    private record Point(double x, double y) {}

    private final double usualOfZone;

    private Aisles(double usualOfZone) {
        this.usualOfZone = usualOfZone;
    }

    static Aisles of(Zone zone) {
        double[] distances = zone.rows().stream()
                .flatMapToDouble(row -> DoubleStream.of(distances(ordered(row, RowOrder.of(row)))))
                .filter(distance -> !Double.isNaN(distance))
                .sorted()
                .toArray();
        return new Aisles(distances.length == 0 ? UNKNOWN : distances[(distances.length - 1) / 2]);
    }

    /** For each seat of the row, in this {@link RowOrder}, whether an aisle separates it from the one before. */
    boolean[] before(Row row, int[] order) {
        double[] distances = distances(ordered(row, order));
        double widest = widest(distances);
        boolean[] aisles = new boolean[distances.length];
        for (int i = 0; i < distances.length; i++) {
            aisles[i] = distances[i] > widest; // never so if one of the two is unknown
        }
        return aisles;
    }

    private static List<Seat> ordered(Row row, int[] order) {
        return IntStream.of(order).mapToObj(row.seats()::get).toList();
    }

    /** The widest distance between neighbours. */
    private double widest(double[] distances) {
        double[] known = Arrays.stream(distances)
                .filter(distance -> !Double.isNaN(distance))
                .sorted()
                .toArray();
        if (known.length == 0) {
            return UNKNOWN;
        }
        double usual = known[(known.length - 1) / 4]; // not the median: a short row may have more aisles than pairs
        boolean isEven = known[known.length - 1] <= usual * WIDER;
        return isEven ? usualOfZone * WIDER_THAN_SEATS : usual * WIDER;
    }

    /**
     * For each seat how far it is from the one before it; unknown for the first one, and next to a seat that shares its point
     * with another one: then it was not placed.
     */
    private static double[] distances(List<Seat> seats) {
        Map<Point, Integer> seatsAt = HashMap.newHashMap(seats.size());
        for (Seat seat : seats) {
            seatsAt.merge(point(seat), 1, Integer::sum);
        }
        double[] distances = new double[seats.size()];
        for (int i = 0; i < distances.length; i++) {
            boolean isKnown = i > 0 && isAlone(seats.get(i - 1), seatsAt) && isAlone(seats.get(i), seatsAt);
            distances[i] = isKnown ? distance(seats.get(i - 1), seats.get(i)) : UNKNOWN;
        }
        return distances;
    }

    private static boolean isAlone(Seat seat, Map<Point, Integer> seatsAt) {
        return seatsAt.getOrDefault(point(seat), 0) == 1;
    }

    private static double distance(Seat a, Seat b) {
        return Math.hypot(b.x() - a.x(), b.y() - a.y());
    }

    private static Point point(Seat seat) {
        return new Point(seat.x() + 0.0, seat.y() + 0.0); // -0 is 0
    }
}
