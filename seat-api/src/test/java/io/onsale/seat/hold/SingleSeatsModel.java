package io.onsale.seat.hold;

import io.onsale.seat.plan.RankedRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rule of single seats by comparing all single seats before and after: what the script must decide. */
final class SingleSeatsModel {
    /** @param instead in the order of the asked seats */
    record Verdict(Set<Integer> singles, List<Integer> instead) {}

    private SingleSeatsModel() {}

    /** Null if the asked seats may be held. */
    static @Nullable Verdict judge(List<List<RankedRun>> rows, List<Integer> asked, IntPredicate free) {
        Set<Integer> singles = new TreeSet<>();
        List<Integer> instead = new ArrayList<>(asked);
        for (List<RankedRun> row : rows) {
            List<Integer> mine = asked.stream().filter(seat -> isIn(row, seat)).toList();
            Set<Integer> left = newSingles(row, mine, free);
            List<Integer> better = left.isEmpty() ? null : better(row, mine, free);
            if (better != null) {
                singles.addAll(left);
                for (int i = 0; i < mine.size(); i++) {
                    instead.set(asked.indexOf(mine.get(i)), better.get(i));
                }
            }
        }
        return singles.isEmpty() ? null : new Verdict(singles, instead);
    }

    private static @Nullable List<Integer> better(List<RankedRun> row, List<Integer> mine, IntPredicate free) {
        double sum = mine.stream().mapToInt(seat -> seat).sum();
        return row.stream()
                .flatMap(run -> IntStream.rangeClosed(run.first(), run.first() + run.length() - mine.size())
                        .mapToObj(first -> IntStream.range(first, first + mine.size())
                                .boxed()
                                .toList()))
                .filter(window -> window.stream().allMatch(free::test))
                .filter(window -> newSingles(row, window, free).isEmpty())
                .min(Comparator.comparingDouble(window ->
                        Math.abs(window.stream().mapToInt(seat -> seat).sum() - sum)))
                .orElse(null);
    }

    private static Set<Integer> newSingles(List<RankedRun> row, List<Integer> taken, IntPredicate free) {
        Set<Integer> after = singles(row, seat -> free.test(seat) && !taken.contains(seat));
        after.removeAll(singles(row, free));
        return after;
    }

    private static Set<Integer> singles(List<RankedRun> row, IntPredicate free) {
        Set<Integer> singles = new HashSet<>();
        for (RankedRun run : row) {
            IntPredicate open = seat -> isIn(List.of(run), seat) && free.test(seat);
            IntStream.range(run.first(), run.first() + run.length())
                    .filter(seat -> open.test(seat) && !open.test(seat - 1) && !open.test(seat + 1))
                    .forEach(singles::add);
        }
        return singles;
    }

    private static boolean isIn(List<RankedRun> row, int seat) {
        return row.stream().anyMatch(run -> seat >= run.first() && seat < run.first() + run.length());
    }
}
