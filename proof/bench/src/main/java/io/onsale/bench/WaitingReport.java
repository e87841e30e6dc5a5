package io.onsale.bench;

import io.onsale.bench.ScriptTimes.Call;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What a long line costs.
 *
 * @param join requests per second, the long line's beside the short one's
 * @param joinCalls microseconds of the join's script, by Redis
 * @param ticks of the admission's script, by Redis
 * @param isolation joins of a small sale beside a long busy one, and alone
 */
record WaitingReport(
        RunConditions conditions,
        int few,
        int many,
        int rate,
        int busyLine,
        PairedRuns join,
        FewAndMany joinCalls,
        FewAndMany ticks,
        PairedRuns isolation,
        LobbyOpening opening)
        implements Report {
    static final double RATIO_MAX = 1.3;
    static final double CALL_MS_MAX = 50;

    /**
     * Calls of one script.
     *
     * @param moved joins, or fans called, caused by these calls
     */
    record ScriptCost(int calls, long moved, double meanMicros, long p50Micros, long p99Micros, long maxMicros) {
        /** @param sorted microseconds, ascending */
        static ScriptCost of(long[] sorted, long moved) {
            if (sorted.length == 0 || moved == 0) {
                throw new IllegalStateException("the script was not called, or moved nobody");
            }
            return new ScriptCost(
                    sorted.length,
                    moved,
                    Statistics.mean(sorted),
                    Statistics.at(sorted, 0.50),
                    Statistics.at(sorted, 0.99),
                    Statistics.at(sorted, 1));
        }

        double microsEach() {
            return meanMicros * calls / moved;
        }
    }

    /** The same with few and with many waiting. */
    record FewAndMany(ScriptCost few, ScriptCost many) {
        /** How much more each fan costs with many waiting. */
        double ratio() {
            return many.microsEach() / few.microsEach();
        }
    }

    /**
     * The opening of a drawn lobby.
     *
     * @param tookMillis until the lobby was empty
     * @param longest single calls of Redis for this sale, the longest first
     */
    record LobbyOpening(long inLobby, long tookMillis, int calls, List<Call> longest) {
        private static final int SHOWN = 5;

        static LobbyOpening of(long inLobby, long tookMillis, List<Call> calls) {
            return new LobbyOpening(
                    inLobby,
                    tookMillis,
                    calls.size(),
                    calls.stream()
                            .sorted(Comparator.comparingLong(Call::micros).reversed())
                            .limit(SHOWN)
                            .toList());
        }

        double longestMillis() {
            return longest.isEmpty() ? 0 : longest.getFirst().micros() / 1000.0;
        }
    }

    /** How much more a join costs with many waiting, measured by the clients. */
    double joinRatio() {
        return 1 / join.ratio();
    }

    @Override
    public String name() {
        return "waiting";
    }

    @Override
    public String table() {
        TextTable table = new TextTable();
        table.line("%-42s %12s %12s %8s  %s", "waiting", few, many, "ratio", "goal");
        table.line(
                "%-42s %12.0f %12.0f %8.2f  at most %.1f (ratio of costs)",
                "join, requests/s",
                join.median(pair -> pair.floor().requestsPerSecond()),
                join.median(pair -> pair.ours().requestsPerSecond()),
                joinRatio(),
                RATIO_MAX);
        table.line(
                "%-42s %12.1f %12.1f",
                "join, p99 ms",
                join.median(pair -> pair.floor().p99Micros()) / 1000,
                join.median(pair -> pair.ours().p99Micros()) / 1000);
        beside(table, "join script, µs a join", joinCalls);
        beside(table, "admit script, µs a fan called at " + rate + "/s", ticks);
        table.line(
                "%-42s %12.0f %12.0f",
                "admit script, µs a tick, mean",
                ticks.few().meanMicros(),
                ticks.many().meanMicros());
        table.line(
                "%-42s %12d %12d",
                "admit script, µs a tick, longest",
                ticks.few().maxMicros(),
                ticks.many().maxMicros());
        isolationAndOpening(table);
        table.line("Unexpected answers: %d", join.unexpected() + isolation.unexpected());
        return table + conditions.line();
    }

    private void isolationAndOpening(TextTable table) {
        table.line(
                "Join of a small sale beside a busy one of %d: %.0f/s, alone %.0f/s = %.2f (%.2f-%.2f)",
                busyLine,
                isolation.median(pair -> pair.ours().requestsPerSecond()),
                isolation.median(pair -> pair.floor().requestsPerSecond()),
                isolation.ratio(),
                isolation.lowestRatio(),
                isolation.highestRatio());
        table.line(
                "Opening of a drawn lobby of %d: longest call %.1f ms (goal at most %.0f ms); everybody in order after %.1f s",
                opening.inLobby(), opening.longestMillis(), CALL_MS_MAX, opening.tookMillis() / 1000.0);
        opening.longest().forEach(call -> table.line("  %-40s %9.2f ms", call.script(), call.micros() / 1000.0));
    }

    private static void beside(TextTable table, String what, FewAndMany beside) {
        table.line(
                "%-42s %12.1f %12.1f %8.2f  at most %.1f",
                what, beside.few().microsEach(), beside.many().microsEach(), beside.ratio(), RATIO_MAX);
    }

    @Override
    public String json() {
        Map<String, Object> report = conditions.json();
        report.put("few", few);
        report.put("many", many);
        report.put("join", PathsReport.json(join));
        report.put("joinCostRatio", joinRatio());
        report.put("joinScript", joinCalls);
        report.put("joinScriptRatio", joinCalls.ratio());
        report.put("admitScript", ticks);
        report.put("admitScriptRatio", ticks.ratio());
        report.put("besideBusySale", PathsReport.json(isolation));
        report.put("opening", opening);
        report.put("openingLongestMillis", opening.longestMillis());
        return RunConditions.write(report);
    }
}
