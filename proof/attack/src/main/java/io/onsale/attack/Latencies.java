package io.onsale.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How long honest requests took, by phase and kind. */
final class Latencies {
    /** When a request was sent. */
    enum Phase {
        BEFORE,
        DURING,
        AFTER
    }

    /** @param status of the answer; 0: none */
    private record Sample(String what, long nanos, int status) {}

    private final Map<Phase, ConcurrentLinkedQueue<Sample>> samples = new ConcurrentHashMap<>();
    private volatile Phase phase = Phase.BEFORE;

    void begin(Phase next) {
        phase = next;
    }

    Phase phase() {
        return phase;
    }

    void add(Phase sentIn, String what, long nanos, int status) {
        samples.computeIfAbsent(sentIn, p -> new ConcurrentLinkedQueue<>()).add(new Sample(what, nanos, status));
    }

    /** One line per kind of request, with the phases side by side. */
    String table() {
        Map<String, Map<Phase, List<Sample>>> rows = new TreeMap<>();
        samples.forEach((in, all) -> all.forEach(sample -> rows.computeIfAbsent(sample.what(), w -> new TreeMap<>())
                .computeIfAbsent(in, p -> new ArrayList<>())
                .add(sample)));
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, "  %-10s", "ms"));
        for (Phase column : Phase.values()) {
            table.append(String.format(
                    Locale.ROOT,
                    " | %-7s %6s %7s %7s %7s",
                    column.name().toLowerCase(Locale.ROOT),
                    "n",
                    "failed",
                    "p50",
                    "p99"));
        }
        rows.forEach((what, phases) -> {
            table.append(String.format(Locale.ROOT, "%n  %-10s", what));
            for (Phase column : Phase.values()) {
                table.append(cell(phases.getOrDefault(column, List.of())));
            }
        });
        return table.toString();
    }

    private static String cell(List<Sample> all) {
        long failed = all.stream().filter(sample -> !isGood(sample.status())).count();
        long[] sorted = all.stream().mapToLong(Sample::nanos).sorted().toArray();
        return String.format(
                Locale.ROOT,
                " | %7s %6d %7d %7.1f %7.1f",
                "",
                all.size(),
                failed,
                at(sorted, 0.5) / 1e6,
                at(sorted, 0.99) / 1e6);
    }

    private static boolean isGood(int status) {
        return status >= 200 && status < 400;
    }

    private static long at(long[] sorted, double share) {
        return sorted.length == 0
                ? 0
                : sorted[(int) Math.clamp(Math.ceil(sorted.length * share) - 1, 0, sorted.length - 1)];
    }

    /** Median and p99 of the current phase, for a line of progress. */
    String now() {
        ConcurrentLinkedQueue<Sample> all = samples.getOrDefault(phase, new ConcurrentLinkedQueue<>());
        long[] sorted = all.stream().mapToLong(Sample::nanos).sorted().toArray();
        long failed = all.stream().filter(sample -> !isGood(sample.status())).count();
        return String.format(
                Locale.ROOT,
                "%d honest requests, %d failed, p50 %.1f ms, p99 %.1f ms",
                sorted.length,
                failed,
                at(sorted, 0.5) / 1e6,
                at(sorted, 0.99) / 1e6);
    }
}
