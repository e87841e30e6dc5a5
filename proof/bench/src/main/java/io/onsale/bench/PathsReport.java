package io.onsale.bench;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Paths compared with their floors. */
record PathsReport(RunConditions conditions, String driver, PathsOptions options, List<PairedRuns> comparisons)
        implements Report {
    /** The best result of other open WebFlux waiting rooms on such a machine, without authentication, in requests per second; and our goal as a multiple. */
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
        return options.peerBar() ? "peer-bar" : "bench";
    }

    @Override
    public String table() {
        TextTable table = new TextTable();
        table.line(
                "%-12s %-12s %10s %9s %9s   %-22s %s",
                "path", "beside", "req/s", "p50 ms", "p99 ms", "ratio (lowest-highest)", "unexpected");
        for (PairedRuns each : comparisons) {
            row(table, each.floor(), "", each, PairedRuns.Pair::floor, "");
            row(
                    table,
                    each.path(),
                    each.floor(),
                    each,
                    PairedRuns.Pair::ours,
                    String.format(
                            Locale.ROOT, "%.2f (%.2f-%.2f)", each.ratio(), each.lowestRatio(), each.highestRatio()));
        }
        table.line(
                "Medians of %d pairs of %d s each after %d s of warming, %d connections, driver %s, all on this machine.",
                comparisons.getFirst().pairs().size(),
                options.time().toSeconds(),
                options.warm().toSeconds(),
                options.connections(),
                driver);
        timesTheBest()
                .forEach((bar, times) -> table.line(
                        "%s: %.2f times the best of others, %.0f/s (to be %.1f times)",
                        bar.path, times, bar.best, bar.goal));
        return table + conditions.line();
    }

    /** Only under the conditions of the peer bar, and only for measured paths. */
    private Map<Bar, Double> timesTheBest() {
        Map<Bar, Double> times = new EnumMap<>(Bar.class);
        for (Bar bar : options.peerBar() ? Bar.values() : new Bar[0]) {
            comparisons.stream()
                    .filter(each -> each.path().equals(bar.path))
                    .forEach(each ->
                            times.put(bar, each.median(pair -> pair.ours().requestsPerSecond()) / bar.best));
        }
        return times;
    }

    @Override
    public String json() {
        Map<String, Object> report = conditions.json();
        report.put("driver", driver);
        report.put("connections", options.connections());
        report.put("secondsPerRun", options.time().toSeconds());
        report.put("secondsOfWarming", options.warm().toSeconds());
        report.put("comparisons", comparisons.stream().map(PathsReport::json).toList());
        timesTheBest().forEach((bar, times) -> report.put(bar.path + "TimesTheBestOfOthers", times));
        return RunConditions.write(report);
    }

    static Map<String, Object> json(PairedRuns each) {
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
            TextTable table,
            String path,
            String beside,
            PairedRuns comparison,
            Function<PairedRuns.Pair, Measurement> side,
            String ratio) {
        table.line(
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
}
