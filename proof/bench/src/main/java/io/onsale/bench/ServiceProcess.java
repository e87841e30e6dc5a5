package io.onsale.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One service in a JVM of its own. */
record ServiceProcess(String name, int port, Process process) {
    private static final int STOP_SECONDS_MAX = 15;

    /** Processor time used so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Stops it gracefully, or kills it after {@link #STOP_SECONDS_MAX}. */
    void stop() {
        process.destroy();
        process.onExit()
                .orTimeout(STOP_SECONDS_MAX, TimeUnit.SECONDS)
                .exceptionally(e -> process.destroyForcibly())
                .join();
    }
}
