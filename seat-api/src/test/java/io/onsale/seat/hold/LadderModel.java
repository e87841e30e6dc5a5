package io.onsale.seat.hold;

import io.onsale.seat.plan.RankedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Best-available by trying everything: what the script must choose. */
final class LadderModel {
    /** Some seats side by side. */
    record Part(int first, int size, double cost, boolean leavesSingle) {}

    record Choice(Rung rung, List<Integer> seats) {}

    private LadderModel() {}

    static @Nullable Choice choose(List<RankedRun> runs, int quantity, IntPredicate free) {
        List<Part> parts = parts(runs, quantity, free);
        Part alone = nearest(parts.stream().filter(part -> !part.leavesSingle()).toList());
        Part any = nearest(parts);
        if (any != null) {
            return alone == null
                    ? new Choice(Rung.TOGETHER_LEAVING_SINGLE, seats(List.of(any)))
                    : new Choice(Rung.TOGETHER, seats(List.of(alone)));
        }
        List<Part> best = null;
        for (int row : runs.stream().map(RankedRun::row).distinct().toList()) {
            List<Part> split = split(
                    runs.stream()
                            .filter(run -> run.row() == row || run.row() == row + 1)
                            .toList(),
                    quantity,
                    free);
            if (split != null && (best == null || isBetter(split, best))) {
                best = split;
            }
        }
        return best == null ? null : new Choice(Rung.NEIGHBOURING_ROWS, seats(best));
    }

    private static boolean isBetter(List<Part> one, List<Part> other) {
        return one.size() < other.size() || one.size() == other.size() && cost(one) < cost(other);
    }

    private static @Nullable List<Part> split(List<RankedRun> runs, int quantity, IntPredicate free) {
        List<Part> split = new ArrayList<>();
        List<Integer> seats = List.of();
        while (seats.size() < quantity) {
            List<Integer> used = seats;
            Part next = null;
            for (int size = quantity - seats.size(); size > 0 && next == null; size--) {
                next = nearest(parts(runs, size, index -> free.test(index) && !used.contains(index)));
            }
            if (next == null) {
                return null;
            }
            split.add(next);
            seats = seats(split);
        }
        return split;
    }

    private static List<Part> parts(List<RankedRun> runs, int size, IntPredicate free) {
        List<Part> parts = new ArrayList<>();
        for (RankedRun run : runs) {
            IntPredicate in = i -> i >= 0 && i < run.length() && free.test(run.first() + i);
            for (int at = 0; at + size <= run.length(); at++) {
                double cost = 0;
                int fit = 0;
                for (int i = at; i < at + size; i++) {
                    cost += run.distance(i);
                    fit += in.test(i) ? 1 : 0;
                }
                boolean single = in.test(at - 1) && !in.test(at - 2) || in.test(at + size) && !in.test(at + size + 1);
                if (fit == size) {
                    parts.add(new Part(run.first() + at, size, cost, single));
                }
            }
        }
        return parts;
    }

    private static @Nullable Part nearest(List<Part> parts) {
        Part nearest = null;
        for (Part part : parts) {
            nearest = nearest == null || part.cost() < nearest.cost() ? part : nearest;
        }
        return nearest;
    }

    static double cost(List<Part> parts) {
        return parts.stream().mapToDouble(Part::cost).sum();
    }

    private static List<Integer> seats(List<Part> parts) {
        List<Integer> seats = new ArrayList<>();
        for (Part part : parts) {
            for (int i = 0; i < part.size(); i++) {
                seats.add(part.first() + i);
            }
        }
        return seats;
    }
}
