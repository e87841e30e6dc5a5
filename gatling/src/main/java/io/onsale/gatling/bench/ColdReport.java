package io.onsale.gatling.bench;

import io.onsale.gatling.bench.Timeline.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The first seconds of a process beside its later ones. */
record ColdReport(
        Surroundings around, int connections, int window, int steadyAfter, List<Start> places, List<Start> joins)
        implements Report {
    static final double SHARE_MIN = 0.6;

    /** @param readyMillis from launching the process until it said that it is ready */
    record Start(long readyMillis, Span cold, Span warm) {
        /** Of the warm rate, that the first seconds had. */
        double share() {
            return cold.perSecond() / warm.perSecond();
        }
    }

    @Override
    public String name() {
        return "cold";
    }

    @Override
    public String table() {
        StringBuilder table = new StringBuilder();
        BenchReport.line(
                table,
                "%-8s %9s %12s %12s %8s %12s %12s  %s",
                "path",
                "ready s",
                "first " + window + " s /s",
                "steady /s",
                "share",
                "p99 ms",
                "steady p99",
                "unexpected");
        row(table, "place", places);
        row(table, "join", joins);
        BenchReport.line(
                table,
                "Medians of %d starts; share to be at least %.0f %%; %d connections; steady is from second %d on, in the same process.",
                places.size(),
                100 * SHARE_MIN,
                connections,
                steadyAfter);
        seconds(table, "place", places);
        seconds(table, "join", joins);
        return table + around.line();
    }

    private static void row(StringBuilder table, String path, List<Start> starts) {
        BenchReport.line(
                table,
                "%-8s %9.1f %12.0f %12.0f %6.0f %% %12.1f %12.1f  %d",
                path,
                median(starts, start -> start.readyMillis() / 1000.0),
                median(starts, start -> start.cold().perSecond()),
                median(starts, start -> start.warm().perSecond()),
                100 * median(starts, Start::share),
                median(starts, start -> start.cold().p99Micros() / 1000.0),
                median(starts, start -> start.warm().p99Micros() / 1000.0),
                starts.stream()
                        .mapToLong(start ->
                                start.cold().unexpected() + start.warm().unexpected())
                        .sum());
    }

    private static void seconds(StringBuilder table, String path, List<Start> starts) {
        for (Start start : starts) {
            BenchReport.line(
                    table,
                    "%-6s second by second: %s",
                    path,
                    start.cold().served().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        }
    }

    private static double median(List<Start> starts, Function<Start, Double> figure) {
        return Statistics.median(starts.stream().map(figure).toList());
    }

    @Override
    public String json() {
        Map<String, Object> report = around.json();
        report.put("connections", connections);
        report.put("windowSeconds", window);
        report.put("steadyAfterSeconds", steadyAfter);
        report.put("place", json(places));
        report.put("join", json(joins));
        return Surroundings.write(report);
    }

    private static Map<String, Object> json(List<Start> starts) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("share", median(starts, Start::share));
        json.put("coldPerSecond", median(starts, start -> start.cold().perSecond()));
        json.put("warmPerSecond", median(starts, start -> start.warm().perSecond()));
        json.put("coldP99Millis", median(starts, start -> start.cold().p99Micros() / 1000.0));
        json.put("warmP99Millis", median(starts, start -> start.warm().p99Micros() / 1000.0));
        json.put("readyMillis", median(starts, start -> (double) start.readyMillis()));
        json.put("starts", starts);
        return json;
    }
}
