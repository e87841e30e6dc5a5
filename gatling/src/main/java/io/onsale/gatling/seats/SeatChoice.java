package io.onsale.gatling.seats;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Picks seats as a fan does: somewhere in the hall, side by side. Starts at a random row and takes the first gap that is wide enough; if
 * there is none, it tries one seat less.
 */
public final class SeatChoice {
    private SeatChoice() {}

    /** Indices of at most {@code wanted} available seats side by side; empty if nothing is available in the hall's rows. */
    public static List<Integer> choose(HallPlan hall, SeatSnapshot states, int wanted, RandomGenerator random) {
        for (int quantity = wanted; quantity >= 1; quantity--) {
            List<Integer> found = sideBySide(hall, states, quantity, random);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private static List<Integer> sideBySide(HallPlan hall, SeatSnapshot states, int quantity, RandomGenerator random) {
        List<HallPlan.HallRow> rows = hall.rows();
        int first = random.nextInt(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            HallPlan.HallRow row = rows.get((first + i) % rows.size());
            int start = gap(row, states, quantity, random);
            if (start >= 0) {
                return IntStream.range(start, start + quantity).boxed().toList();
            }
        }
        return List.of();
    }

    /** Where in the row {@code quantity} seats are free side by side, searched from a random position; -1 if nowhere. */
    private static int gap(HallPlan.HallRow row, SeatSnapshot states, int quantity, RandomGenerator random) {
        int starts = row.to() - row.from() - quantity + 1;
        if (starts <= 0) {
            return -1;
        }
        int first = random.nextInt(starts);
        for (int i = 0; i < starts; i++) {
            int start = row.from() + (first + i) % starts;
            if (IntStream.range(start, start + quantity).allMatch(states::isAvailable)) {
                return start;
            }
        }
        return -1;
    }
}
