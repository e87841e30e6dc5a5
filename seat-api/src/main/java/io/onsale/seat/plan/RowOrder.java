package io.onsale.seat.plan;

import io.onsale.kernel.event.SeatingPlan.Row;
import io.onsale.kernel.event.SeatingPlan.Seat;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * In which order the seats of a row stand beside one another. The list's order says nothing: halls number odd seats to the left and even
 * ones to the right, and editors append what was forgotten. Where the drawing says otherwise, the drawing is right.
 */
final class RowOrder {
    private static final double SHORTER =
            0.999; // of the list's way; a straight row that is listed in order stays as it is

    private record Point(double x, double y) {}

    private RowOrder() {}

    /**
     * The places of the row's seats in its list, from one end of the row to the other. The list's own order if it is the shorter way past
     * all seats, as in a curved row, or if the row was not drawn: two of its seats share a point.
     */
    static int[] of(Row row) {
        List<Seat> seats = row.seats();
        int[] listed = IntStream.range(0, seats.size()).toArray();
        if (seats.size() < 3 || !isDrawn(seats)) {
            return listed;
        }
        int[] along = along(seats);
        return way(seats, along) < way(seats, listed) * SHORTER ? along : listed;
    }

    private static boolean isDrawn(List<Seat> seats) {
        Set<Point> points = HashSet.newHashSet(seats.size());
        return seats.stream().allMatch(seat -> points.add(new Point(seat.x() + 0.0, seat.y() + 0.0))); // -0 is 0
    }

    /** Sorted along the direction in which the row is longest: the main axis of its points. */
    private static int[] along(List<Seat> seats) {
        double middleX = seats.stream().mapToDouble(Seat::x).average().orElse(0);
        double middleY = seats.stream().mapToDouble(Seat::y).average().orElse(0);
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (Seat seat : seats) {
            double dx = seat.x() - middleX;
            double dy = seat.y() - middleY;
            xx += dx * dx;
            yy += dy * dy;
            xy += dx * dy;
        }
        double angle = Math.atan2(2 * xy, xx - yy) / 2;
        double directionX = Math.cos(angle);
        double directionY = Math.sin(angle);
        return IntStream.range(0, seats.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer place) ->
                        seats.get(place).x() * directionX + seats.get(place).y() * directionY))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** How long the way past all seats is in this order. */
    private static double way(List<Seat> seats, int[] order) {
        double way = 0;
        for (int i = 1; i < order.length; i++) {
            Seat from = seats.get(order[i - 1]);
            Seat to = seats.get(order[i]);
            way += Math.hypot(to.x() - from.x(), to.y() - from.y());
        }
        return way;
    }
}
