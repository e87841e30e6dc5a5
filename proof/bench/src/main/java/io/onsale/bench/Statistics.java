package io.onsale.bench;

import java.util.Arrays;
import java.util.Collection;

/** Medians, percentiles and slopes. */
final class Statistics {
    private Statistics() {}

    static double median(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("the median of nothing");
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static double mean(long[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    /** The value below which {@code share} of {@code sorted} are; 0 if it is empty. */
    static long at(long[] sorted, double share) {
        return sorted.length == 0
                ? 0
                : sorted[(int) Math.clamp(Math.ceil(sorted.length * share) - 1, 0, sorted.length - 1)];
    }

    /** The slope of the straight line that fits best: the growth of y per x. */
    static double slope(double[] xs, double[] ys) {
        double meanX = Arrays.stream(xs).average().orElseThrow();
        double meanY = Arrays.stream(ys).average().orElseThrow();
        double product = 0;
        double square = 0;
        for (int i = 0; i < xs.length; i++) {
            product += (xs[i] - meanX) * (ys[i] - meanY);
            square += (xs[i] - meanX) * (xs[i] - meanX);
        }
        if (square == 0) {
            throw new IllegalArgumentException("one x alone has no slope");
        }
        return product / square;
    }
}
