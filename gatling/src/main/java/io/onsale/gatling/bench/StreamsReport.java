package io.onsale.gatling.bench;

import io.onsale.gatling.bench.StreamsBench.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What watchers cost, and how soon they are told.
 *
 * @param inLine how many are in the line, all the time
 * @param empty memory of all nodes before anybody came
 * @param joined memory with the line full and nobody watching
 */
record StreamsReport(
        Surroundings around,
        int nodes,
        int inLine,
        long seconds,
        Footprint empty,
        Footprint joined,
        List<Step> steps,
        @Nullable Moving moving)
        implements Report {
    static final double REDIS_SPREAD_MAX = 0.05;
    static final long STREAM_BYTES_MAX = 10 * 1024;
    static final double TOLD_MILLIS_MAX = 1000;

    /**
     * With one number of watchers.
     *
     * @param failed streams that did not open, or broke
     * @param redisCommands a second, those inside scripts included
     * @param scripts calls a second
     * @param redisBusy share of one processor
     * @param nodesBusy processors that the nodes kept busy while nothing changed
     * @param eventsPerSecond that arrived meanwhile, comments included
     * @param toldP50Millis from just before an operator's request was sent until the watcher had the event, of all watchers and changes
     * @param spreadP99Millis from the first watcher's to the 99th of a hundred, the median of the changes
     * @param unheard how many tellings did not arrive: replaced by a later state, or lost
     * @param operatorMillis until the operator had the answer, the median
     */
    record Step(
            int watchers,
            int failed,
            double openSeconds,
            double redisCommands,
            double scripts,
            double redisBusy,
            double nodesBusy,
            double eventsPerSecond,
            Footprint footprint,
            double toldP50Millis,
            double toldP99Millis,
            double toldMaxMillis,
            double spreadP99Millis,
            long unheard,
            double operatorMillis) {
        static Step of(
                int watchers,
                double openSeconds,
                Window window,
                Footprint footprint,
                Heard told,
                double[] operatorMillis) {
            Told all = told.ofChanges();
            List<Double> spreads = told.changes().values().stream()
                    .map(each -> (each.within(99) - each.firstMicros()) / 1000.0)
                    .toList();
            return new Step(
                    watchers,
                    watchers - told.watching(),
                    openSeconds,
                    window.after().commandsPerSecond(window.before()),
                    window.after().callsPerSecond(window.before()),
                    window.after().busy(window.before()),
                    window.busy(),
                    events(window),
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
     * @param called how many watchers heard that it is their turn
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
        static Moving of(int rate, Window window) {
            Told called = window.heard().called();
            return new Moving(
                    rate,
                    window.after().commandsPerSecond(window.before()),
                    window.after().busy(window.before()),
                    window.busy(),
                    events(window),
                    called.watchers(),
                    called.within(50) / 1000.0,
                    called.within(99) / 1000.0);
        }
    }

    private static double events(Window window) {
        Heard heard = window.heard();
        return (heard.places() + heard.sales() + heard.comments() + heard.others()) / window.seconds();
    }

    /** How much more Redis does at the most than at the least. */
    double redisSpread() {
        double least = steps.stream().mapToDouble(Step::redisCommands).min().orElseThrow();
        double most = steps.stream().mapToDouble(Step::redisCommands).max().orElseThrow();
        return most / least - 1;
    }

    /** Bytes that each further stream takes. */
    double bytesAStream() {
        return bytesAStream(Footprint::total);
    }

    private double bytesAStream(ToDoubleFunction<Footprint> part) {
        List<Double> watchers = new ArrayList<>(List.of(0.0));
        List<Double> bytes = new ArrayList<>(List.of(part.applyAsDouble(joined)));
        for (Step step : steps) {
            watchers.add((double) step.watchers() - step.failed());
            bytes.add(part.applyAsDouble(step.footprint()));
        }
        return Statistics.slope(
                watchers.stream().mapToDouble(Double::doubleValue).toArray(),
                bytes.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Bytes that a node needs for each place that it knows. */
    double bytesAPlace() {
        return (double) (joined.total() - empty.total()) / inLine;
    }

    @Override
    public String name() {
        return "streams";
    }

    @Override
    public String table() {
        StringBuilder table = new StringBuilder();
        BenchReport.line(
                table,
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
                "unheard");
        for (Step step : steps) {
            BenchReport.line(
                    table,
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
                    step.toldP50Millis(),
                    step.toldP99Millis(),
                    step.spreadP99Millis(),
                    step.unheard());
        }
        BenchReport.line(
                table,
                "Redis commands/s differ by %.1f %% (goal at most %.0f %%).",
                100 * redisSpread(),
                100 * REDIS_SPREAD_MAX);
        BenchReport.line(
                table,
                "A stream takes %.1f KB: %.1f on the heap, %.1f direct (goal at most %d KB). A known place takes %.2f KB beside.",
                bytesAStream() / 1024,
                bytesAStream(Footprint::heap) / 1024,
                bytesAStream(Footprint::direct) / 1024,
                STREAM_BYTES_MAX / 1024,
                bytesAPlace() / 1024);
        BenchReport.line(
                table,
                "Told: from the operator's request to the watcher's event (p99 goal at most %.0f ms with the most watchers); "
                        + "the operator's own answer took %.0f ms.",
                TOLD_MILLIS_MAX,
                steps.getLast().operatorMillis());
        if (moving != null) {
            BenchReport.line(
                    table,
                    "While %d are called a second: %.0f events/s, Redis %.1f commands/s, node CPU %.0f %%; %d heard of their turn, "
                            + "p50 %.0f ms, p99 %.0f ms after Redis called them.",
                    moving.rate(),
                    moving.eventsPerSecond(),
                    moving.redisCommands(),
                    100 * moving.nodesBusy(),
                    moving.called(),
                    moving.calledP50Millis(),
                    moving.calledP99Millis());
        }
        BenchReport.line(
                table,
                "%d in the line all the time; %d nodes (a process may have %d files open), their watchers and the stores on this machine.",
                inLine,
                nodes,
                around.filesMax());
        return table + around.line();
    }

    @Override
    public String json() {
        Map<String, Object> report = around.json();
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
        report.put("bytesAStream", bytesAStream());
        report.put("bytesAPlace", bytesAPlace());
        return Surroundings.write(report);
    }
}
