package io.onsale.gatling.bench;

import java.time.Duration;

/** One service in a JVM of its own. */
record Node(String name, int port, Process process) {
    /** Processor time used so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
