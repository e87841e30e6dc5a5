package io.onsale.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What watchers cost, and how soon they are notified.
 *
 * @param inLine how many are in the line, all the time
 * @param empty memory of all nodes before anybody came
 * @param joined memory with the line full and nobody watching
 */
record StreamsReport(
        RunConditions conditions,
        int nodes,
        int inLine,
        long seconds,
        MemoryFootprint empty,
        MemoryFootprint joined,
        List<WatcherStage> steps,
        @Nullable Moving moving)
        implements Report {
    static final double REDIS_SPREAD_MAX = 0.05;
    static final long STREAM_BYTES_MAX = 10 * 1024;
    static final double DELAY_MILLIS_MAX = 1000;

    /**
     * With one number of watchers.
     *
     * @param failed streams that did not open, or broke
     * @param redisCommands per second, those inside scripts included
     * @param scripts calls per second
     * @param redisBusy share of one processor
     * @param nodesBusy processors that the nodes kept busy while nothing changed
     * @param eventsPerSecond that arrived meanwhile, comments included
     * @param delayP50Millis from just before an operator's request was sent until the watcher had the event, of all watchers and changes
     * @param spreadP99Millis from the first watcher to the 99th of a hundred, the median of the changes
     * @param missed how many notifications did not arrive: replaced by a later state, or lost
     * @param operatorMillis until the operator had the answer, the median
     */
    record WatcherStage(
            int watchers,
            int failed,
            double openSeconds,
            double redisCommands,
            double scripts,
            double redisBusy,
            double nodesBusy,
            double eventsPerSecond,
            MemoryFootprint footprint,
            double delayP50Millis,
            double delayP99Millis,
            double delayMaxMillis,
            double spreadP99Millis,
            long missed,
            double operatorMillis) {
        static WatcherStage of(
                int watchers,
                double openSeconds,
                ObservedWindow window,
                MemoryFootprint footprint,
                WatcherReport notified,
                double[] operatorMillis) {
            Delays all = notified.ofChanges();
            List<Double> spreads = notified.changes().values().stream()
                    .map(each -> (each.within(99) - each.firstMicros()) / 1000.0)
                    .toList();
            return new WatcherStage(
                    watchers,
                    watchers - notified.watching(),
                    openSeconds,
                    window.redisCommandsPerSecond(),
                    window.scriptsPerSecond(),
                    window.redisBusy(),
                    window.nodesBusy(),
                    window.eventsPerSecond(),
                    footprint,
                    all.within(50) / 1000.0,
                    all.within(99) / 1000.0,
                    all.within(100) / 1000.0,
                    spreads.isEmpty() ? 0 : Statistics.median(spreads),
                    (long) watchers * operatorMillis.length - all.watchers(),
                    Statistics.median(Arrays.stream(operatorMillis).boxed().toList()));
        }
    }

    /**
     * While places move.
     *
     * @param rate fans called per second
     * @param called how many watchers were notified of their turn
     * @param calledP50Millis from the script that called a fan, by Redis' clock, until the fan had the event
     */
    record Moving(
            int rate,
            double redisCommands,
            double redisBusy,
            double nodesBusy,
            double eventsPerSecond,
            long called,
            double calledP50Millis,
            double calledP99Millis) {
        static Moving of(int rate, ObservedWindow window) {
            Delays called = window.watchers().called();
            return new Moving(
                    rate,
                    window.redisCommandsPerSecond(),
                    window.redisBusy(),
                    window.nodesBusy(),
                    window.eventsPerSecond(),
                    called.watchers(),
                    called.within(50) / 1000.0,
                    called.within(99) / 1000.0);
        }
    }

    /** How much more Redis does at the most than at the least. */
    double redisSpread() {
        double least =
                steps.stream().mapToDouble(WatcherStage::redisCommands).min().orElseThrow();
        double most =
                steps.stream().mapToDouble(WatcherStage::redisCommands).max().orElseThrow();
        return most / least - 1;
    }

    /** Bytes that each further stream takes. */
    double bytesPerStream() {
        return bytesPerStream(MemoryFootprint::total);
    }

    private double bytesPerStream(ToDoubleFunction<MemoryFootprint> part) {
        List<Double> watchers = new ArrayList<>(List.of(0.0));
        List<Double> bytes = new ArrayList<>(List.of(part.applyAsDouble(joined)));
        for (WatcherStage step : steps) {
            watchers.add((double) step.watchers() - step.failed());
            bytes.add(part.applyAsDouble(step.footprint()));
        }
        return Statistics.slope(
                watchers.stream().mapToDouble(Double::doubleValue).toArray(),
                bytes.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Bytes that a node needs for each cached place. */
    double bytesPerPlace() {
        return (double) (joined.total() - empty.total()) / inLine;
    }

    @Override
    public String name() {
        return "streams";
    }

    @Override
    public String table() {
        TextTable table = new TextTable();
        stages(table);
        verdicts(table);
        if (moving != null) {
            moving(table, moving);
        }
        table.line(
                "%d in the line all the time; %d nodes (a process may have %d files open), their watchers and the stores on this machine.",
                inLine, nodes, conditions.filesMax());
        return table + conditions.line();
    }

    private void stages(TextTable table) {
        table.line(
                "%9s %7s %8s %9s %8s %9s %9s %8s %9s %9s %9s %9s %9s %8s",
                "watchers",
                "failed",
                "open s",
                "Redis c/s",
                "scripts",
                "Redis CPU",
                "node CPU",
                "events/s",
                "heap MB",
                "direct MB",
                "p50 ms",
                "p99 ms",
                "spread ms",
                "missed");
        steps.forEach(step -> table.line(
                "%9d %7d %8.1f %9.1f %8.1f %7.1f %% %7.1f %% %8.0f %9.1f %9.1f %9.0f %9.0f %9.0f %8d",
                step.watchers(),
                step.failed(),
                step.openSeconds(),
                step.redisCommands(),
                step.scripts(),
                100 * step.redisBusy(),
                100 * step.nodesBusy(),
                step.eventsPerSecond(),
                step.footprint().heap() / 1e6,
                step.footprint().direct() / 1e6,
                step.delayP50Millis(),
                step.delayP99Millis(),
                step.spreadP99Millis(),
                step.missed()));
    }

    private void verdicts(TextTable table) {
        table.line(
                "Redis commands/s differ by %.1f %% (goal at most %.0f %%).",
                100 * redisSpread(), 100 * REDIS_SPREAD_MAX);
        table.line(
                "A stream takes %.1f KB: %.1f on the heap, %.1f direct (goal at most %d KB). A cached place takes %.2f KB besides.",
                bytesPerStream() / 1024,
                bytesPerStream(MemoryFootprint::heap) / 1024,
                bytesPerStream(MemoryFootprint::direct) / 1024,
                STREAM_BYTES_MAX / 1024,
                bytesPerPlace() / 1024);
        table.line(
                "p50 and p99: from the operator's request to the watcher's event (p99 goal at most %.0f ms with the most watchers); "
                        + "the operator's own answer took %.0f ms.",
                DELAY_MILLIS_MAX, steps.getLast().operatorMillis());
    }

    private static void moving(TextTable table, Moving moving) {
        table.line(
                "While %d are called per second: %.0f events/s, Redis %.1f commands/s, node CPU %.0f %%; %d were notified of their turn, "
                        + "p50 %.0f ms, p99 %.0f ms after Redis called them.",
                moving.rate(),
                moving.eventsPerSecond(),
                moving.redisCommands(),
                100 * moving.nodesBusy(),
                moving.called(),
                moving.calledP50Millis(),
                moving.calledP99Millis());
    }

    @Override
    public String json() {
        Map<String, Object> report = conditions.json();
        report.put("nodes", nodes);
        report.put("inLine", inLine);
        report.put("seconds", seconds);
        report.put("empty", empty);
        report.put("joined", joined);
        report.put("steps", steps);
        if (moving != null) {
            report.put("moving", moving);
        }
        report.put("redisSpread", redisSpread());
        report.put("bytesPerStream", bytesPerStream());
        report.put("bytesPerPlace", bytesPerPlace());
        return RunConditions.write(report);
    }
}
