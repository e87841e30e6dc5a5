package io.onsale.bench;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bench of streams was asked for.
 *
 * @param watchers how many watch, one step after the other
 * @param time how long Redis is observed at each step
 * @param changes how often the sale is paused or resumed at each step
 * @param gap between two changes; enough for the slowest watcher
 * @param nodes of queue-api; null: as many as the limit of open files requires
 * @param still places do not move at the end
 */
record StreamsOptions(
        List<Integer> watchers,
        Duration time,
        int changes,
        Duration gap,
        @Nullable Integer nodes,
        boolean still) {
    StreamsOptions {
        OptionRange.requireAscending("--watchers", watchers, 10, 200_000);
        OptionRange.require("--seconds", Math.toIntExact(time.toSeconds()), 2, 120);
        OptionRange.require("--changes", changes, 2, 100);
        OptionRange.require("--gap", Math.toIntExact(gap.toSeconds()), 1, 10);
        if (nodes != null) {
            OptionRange.require("--nodes", nodes, 1, 16);
        }
    }

    int mostWatchers() {
        return watchers.getLast();
    }
}
