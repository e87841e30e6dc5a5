package io.onsale.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** Answers per second since the run began. Only 2xx count as served. */
final class Timeline implements ClosedLoopDriver.ResponseListener {
    private static final long SECOND = 1_000_000_000L;

    private final int[] served;
    private final int[] unexpected;
    private final Histogram[] micros;

    Timeline(int seconds) {
        served = new int[seconds];
        unexpected = new int[seconds];
        micros = IntStream.range(0, seconds).mapToObj(i -> new Histogram(2)).toArray(Histogram[]::new);
    }

    @Override
    public void answered(long at, long took, int status) {
        int second = (int) Math.min(at / SECOND, served.length - 1L);
        if (status / 100 == 2) {
            served[second]++;
        } else {
            unexpected[second]++;
        }
        micros[second].recordValue(took / 1000);
    }

    /**
     * Some seconds in a row.
     *
     * @param served answers 2xx in each second
     * @param p99Micros of all answers within
     */
    record Span(List<Integer> served, long p99Micros, long unexpected) {
        double perSecond() {
            return served.stream().mapToInt(Integer::intValue).average().orElse(0);
        }
    }

    /** From second {@code from}, up to before {@code to}. */
    Span span(int from, int to) {
        Histogram all = new Histogram(2);
        Arrays.stream(micros, from, to).forEach(all::add);
        return new Span(
                Arrays.stream(served, from, to).boxed().toList(),
                all.getValueAtPercentile(99),
                Arrays.stream(unexpected, from, to).sum());
    }
}
