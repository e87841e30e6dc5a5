package io.onsale.gatling.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The figures as a table for people and as JSON for machines. */
record BenchReport(String driver, int connections, long seconds, List<Comparison> comparisons) {

    String table() {
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
                "Medians of %d pairs of %d s each, %d connections, driver %s, all on this machine.",
                comparisons.getFirst().pairs().size(),
                seconds,
                connections,
                driver);
        return table.toString();
    }

    String json() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("driver", driver);
        report.put("connections", connections);
        report.put("secondsPerRun", seconds);
        report.put("processors", Runtime.getRuntime().availableProcessors());
        report.put("java", Runtime.version().toString());
        report.put("comparisons", comparisons.stream().map(BenchReport::json).toList());
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(report);
    }

    private static Map<String, Object> json(Comparison each) {
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
            java.util.function.Function<Comparison.Pair, Measurement> side,
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

    private static void line(StringBuilder table, String format, Object... values) {
        table.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
