package io.onsale.queue.progress;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What was promised to those who wait, held against what became of it. Written by the one thread that puts up snapshots; everybody reads.
 */
final class WaitRecord {
    static final double USUAL = 0.5;
    static final double LONG = 0.9;

    private final CallOrder order = new CallOrder();
    private final Timer waits;
    private volatile long predictions;
    private volatile long withinUsual;
    private volatile long withinLong;

    /** @param waits publishes the percentiles {@link #USUAL} and {@link #LONG} */
    WaitRecord(Timer waits) {
        this.waits = waits;
    }

    /**
     * A place was called.
     *
     * @param known the place, if this node has shown it to its fan
     * @param opensAtMs a wait in the lobby is nobody's doing and does not count
     */
    void called(LogEntry entry, @Nullable KnownPlace known, long opensAtMs) {
        order.called(entry.number(), entry.sinceMs(), entry.atMs());
        long waitedMs = entry.atMs() - Math.max(entry.sinceMs(), opensAtMs);
        waits.record(Math.max(0, waitedMs), TimeUnit.MILLISECONDS);
        Prediction predicted = known == null ? null : known.prediction();
        if (predicted != null) {
            predictions++;
            withinUsual += predicted.usualHolds(entry.atMs()) ? 1 : 0;
            withinLong += predicted.longHolds(entry.atMs()) ? 1 : 0;
        }
    }

    long inversions() {
        return order.inversions();
    }

    long predictions() {
        return predictions;
    }

    long withinUsual() {
        return withinUsual;
    }

    long withinLong() {
        return withinLong;
    }

    /** How long the last ones waited: {@code share} of them no longer than this. Null while nobody was called. */
    @Nullable
    Double waitSeconds(double share) {
        if (waits.count() == 0) {
            return null;
        }
        for (ValueAtPercentile value : waits.takeSnapshot().percentileValues()) {
            if (value.percentile() == share) {
                return value.value(TimeUnit.SECONDS);
            }
        }
        return null;
    }
}
