package io.onsale.bench;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a bench of paths was asked for.
 *
 * @param pairs how often the floor and a path alternate
 * @param time of one run
 * @param warm how long each path runs beforehand
 * @param driver null: wrk if it is installed, else the bench's own
 * @param peerBar under the conditions in which other waiting rooms were measured
 */
record PathsOptions(
        List<String> paths,
        int pairs,
        Duration time,
        Duration warm,
        int connections,
        @Nullable DriverChoice driver,
        boolean peerBar) {
    private static final Set<String> PATHS = Set.of("join", "place", "hold");

    /** Who sends the load. */
    enum DriverChoice {
        WRK,
        JVM
    }

    PathsOptions {
        if (!PATHS.containsAll(paths)) {
            throw new IllegalArgumentException("--paths are join, place and hold, with commas between them");
        }
        OptionRange.require("--pairs", pairs, 1, 50);
        OptionRange.require("--seconds", Math.toIntExact(time.toSeconds()), 1, 60);
        OptionRange.require("--warm", Math.toIntExact(warm.toSeconds()), 0, 300);
        OptionRange.require("--connections", connections, 1, 1000);
    }
}
