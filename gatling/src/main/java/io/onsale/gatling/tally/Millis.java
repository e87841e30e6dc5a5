package io.onsale.gatling.tally;

import java.util.Arrays;

/** Measured times. All are kept, since a crowd is small enough. */
final class Millis {
    private long[] values = new long[256];
    private int size;

    synchronized void add(long millis) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = millis;
    }

    synchronized JourneyFigures.StageTimes times() {
        long[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        return new JourneyFigures.StageTimes(size, percentile(sorted, 50), percentile(sorted, 99));
    }

    /** The smallest value that {@code percent} % of the values do not exceed; 0 of none. */
    static long percentile(long[] sorted, int percent) {
        if (sorted.length == 0) {
            return 0;
        }
        int rank = Math.ceilDiv(sorted.length * percent, 100);
        return sorted[Math.max(0, rank - 1)];
    }
}
