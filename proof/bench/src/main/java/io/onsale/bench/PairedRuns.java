package io.onsale.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One of our paths and its floor: pairs of runs, one right after the other, so that both had the same conditions. */
record PairedRuns(String path, String floor, List<Pair> pairs) {
    record Pair(Measurement floor, Measurement ours) {
        double ratio() {
            return ours.requestsPerSecond() / floor.requestsPerSecond();
        }
    }

    /** The median of the pairs' ratios: requests per second, ours to the floor's. */
    double ratio() {
        return median(Pair::ratio);
    }

    double median(ToDoubleFunction<Pair> figure) {
        return Statistics.median(pairs.stream().map(figure::applyAsDouble).toList());
    }

    double lowestRatio() {
        return Arrays.stream(ratios()).min().orElseThrow();
    }

    double highestRatio() {
        return Arrays.stream(ratios()).max().orElseThrow();
    }

    long unexpected() {
        return pairs.stream()
                .mapToLong(pair -> pair.floor().unexpected() + pair.ours().unexpected())
                .sum();
    }

    private double[] ratios() {
        return pairs.stream().mapToDouble(Pair::ratio).toArray();
    }
}
