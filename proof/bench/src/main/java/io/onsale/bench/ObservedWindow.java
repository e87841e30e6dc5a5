package io.onsale.bench;

import io.onsale.bench.RedisFigures.Figures;

/**
 * What happened while a bench of streams only observed.
 *
 * @param nodesBusy processors that the nodes kept busy
 * @param watchers what the watchers received meanwhile
 */
record ObservedWindow(double seconds, Figures before, Figures after, double nodesBusy, WatcherReport watchers) {
    double redisCommandsPerSecond() {
        return after.commandsPerSecond(before);
    }

    double scriptsPerSecond() {
        return after.callsPerSecond(before);
    }

    /** Share of one processor. */
    double redisBusy() {
        return after.busy(before);
    }

    /** Comments included. */
    double eventsPerSecond() {
        return watchers.received() / seconds;
    }
}
