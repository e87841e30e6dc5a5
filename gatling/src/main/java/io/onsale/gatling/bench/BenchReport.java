package io.onsale.gatling.bench;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Paths beside their floors. */
record BenchReport(
        Surroundings around,
        String driver,
        int connections,
        long seconds,
        long warmSeconds,
        boolean peerBar,
        List<Comparison> comparisons)
        implements Report {
    /** The best that other open WebFlux waiting rooms did on such a machine, unauthenticated, requests a second; and how often ours is to do that. */
    private enum Bar {
        JOIN("join", 11_200, 2.0),
        PLACE("place", 15_800, 2.5);

        private final String path;
        private final double best;
        private final double goal;

        Bar(String path, double best, double goal) {
            this.path = path;
            this.best = best;
            this.goal = goal;
        }
    }

    @Override
    public String name() {
        return peerBar ? "peer-bar" : "bench";
    }

    @Override
    public String table() {
        StringBuilder table = new StringBuilder();
        line(
                table,
                "%-12s %-12s %10s %9s %9s   %-22s %s",
                "path",
                "beside",
                "req/s",
                "p50 ms",
                "p99 ms",
                "ratio (lowest-highest)",
                "unexpected");
        for (Comparison each : comparisons) {
            row(table, each.floor(), "", each, Comparison.Pair::floor, "");
            row(
                    table,
                    each.path(),
                    each.floor(),
                    each,
                    Comparison.Pair::ours,
                    String.format(
                            Locale.ROOT, "%.2f (%.2f-%.2f)", each.ratio(), each.lowestRatio(), each.highestRatio()));
        }
        line(
                table,
                "Medians of %d pairs of %d s each after %d s of warming, %d connections, driver %s, all on this machine.",
                comparisons.getFirst().pairs().size(),
                seconds,
                warmSeconds,
                connections,
                driver);
        timesTheBest()
                .forEach((bar, times) -> line(
                        table,
                        "%s: %.2f times the best of others, %.0f/s (to be %.1f times)",
                        bar.path,
                        times,
                        bar.best,
                        bar.goal));
        return table + around.line();
    }

    /** Of the paths that were measured; nothing where conditions are others. */
    private Map<Bar, Double> timesTheBest() {
        Map<Bar, Double> times = new EnumMap<>(Bar.class);
        for (Bar bar : peerBar ? Bar.values() : new Bar[0]) {
            comparisons.stream()
                    .filter(each -> each.path().equals(bar.path))
                    .forEach(each ->
                            times.put(bar, each.median(pair -> pair.ours().requestsPerSecond()) / bar.best));
        }
        return times;
    }

    @Override
    public String json() {
        Map<String, Object> report = around.json();
        report.put("driver", driver);
        report.put("connections", connections);
        report.put("secondsPerRun", seconds);
        report.put("secondsOfWarming", warmSeconds);
        report.put("comparisons", comparisons.stream().map(BenchReport::json).toList());
        timesTheBest().forEach((bar, times) -> report.put(bar.path + "TimesTheBestOfOthers", times));
        return Surroundings.write(report);
    }

    static Map<String, Object> json(Comparison each) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("path", each.path());
        json.put("floor", each.floor());
        json.put("ratio", each.ratio());
        json.put("ratioLowest", each.lowestRatio());
        json.put("ratioHighest", each.highestRatio());
        json.put("pairs", each.pairs());
        return json;
    }

    private static void row(
            StringBuilder table,
            String path,
            String beside,
            Comparison comparison,
            Function<Comparison.Pair, Measurement> side,
            String ratio) {
        line(
                table,
                "%-12s %-12s %10.0f %9.1f %9.1f   %-22s %d",
                path,
                beside,
                comparison.median(pair -> side.apply(pair).requestsPerSecond()),
                comparison.median(pair -> side.apply(pair).p50Micros()) / 1000,
                comparison.median(pair -> side.apply(pair).p99Micros()) / 1000,
                ratio,
                comparison.pairs().stream()
                        .mapToLong(pair -> side.apply(pair).unexpected())
                        .sum());
    }

    static void line(StringBuilder table, String format, Object... values) {
        table.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
