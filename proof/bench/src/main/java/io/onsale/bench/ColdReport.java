package io.onsale.bench;

import io.onsale.bench.Timeline.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The first seconds of a process compared with later ones. */
record ColdReport(
        RunConditions conditions,
        int connections,
        int window,
        int steadyAfter,
        List<ColdStart> places,
        List<ColdStart> joins)
        implements Report {
    static final double SHARE_MIN = 0.6;

    /** @param readyMillis from launching the process until it was ready */
    record ColdStart(long readyMillis, Span cold, Span warm) {
        /** The rate of the first seconds as a share of the warm rate. */
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
        TextTable table = new TextTable();
        table.line(
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
        table.line(
                "Medians of %d starts; share to be at least %.0f %%; %d connections; steady is from second %d on, in the same process.",
                places.size(), 100 * SHARE_MIN, connections, steadyAfter);
        seconds(table, "place", places);
        seconds(table, "join", joins);
        return table + conditions.line();
    }

    private static void row(TextTable table, String path, List<ColdStart> starts) {
        table.line(
                "%-8s %9.1f %12.0f %12.0f %6.0f %% %12.1f %12.1f  %d",
                path,
                median(starts, start -> start.readyMillis() / 1000.0),
                median(starts, start -> start.cold().perSecond()),
                median(starts, start -> start.warm().perSecond()),
                100 * median(starts, ColdStart::share),
                median(starts, start -> start.cold().p99Micros() / 1000.0),
                median(starts, start -> start.warm().p99Micros() / 1000.0),
                starts.stream()
                        .mapToLong(start ->
                                start.cold().unexpected() + start.warm().unexpected())
                        .sum());
    }

    private static void seconds(TextTable table, String path, List<ColdStart> starts) {
        for (ColdStart start : starts) {
            table.line(
                    "%-6s second by second: %s",
                    path, start.cold().served().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        }
    }

    private static double median(List<ColdStart> starts, Function<ColdStart, Double> figure) {
        return Statistics.median(starts.stream().map(figure).toList());
    }

    @Override
    public String json() {
        Map<String, Object> report = conditions.json();
        report.put("connections", connections);
        report.put("windowSeconds", window);
        report.put("steadyAfterSeconds", steadyAfter);
        report.put("place", json(places));
        report.put("join", json(joins));
        return RunConditions.write(report);
    }

    private static Map<String, Object> json(List<ColdStart> starts) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("share", median(starts, ColdStart::share));
        json.put("coldPerSecond", median(starts, start -> start.cold().perSecond()));
        json.put("warmPerSecond", median(starts, start -> start.warm().perSecond()));
        json.put("coldP99Millis", median(starts, start -> start.cold().p99Micros() / 1000.0));
        json.put("warmP99Millis", median(starts, start -> start.warm().p99Micros() / 1000.0));
        json.put("readyMillis", median(starts, start -> (double) start.readyMillis()));
        json.put("starts", starts);
        return json;
    }
}
