package io.onsale.queue.figures;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.onsale.queue.eta.Prediction;
import io.onsale.queue.line.LogEntry;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Compares what waiting fans were shown with what happened. Written by the one thread that reads the line; read by all. */
final class WaitRecord {
    static final double P50 = 0.5;
    static final double P90 = 0.9;

    private final CallOrder order = new CallOrder();
    private final Timer waits;
    private volatile long predictions;
    private volatile long withinP50;
    private volatile long withinP90;

    /** @param waits publishes the percentiles {@link #P50} and {@link #P90} */
    WaitRecord(Timer waits) {
        this.waits = waits;
    }

    /**
     * A place was called.
     *
     * @param predicted the first estimate that this node showed to its fan; null: none
     * @param opensAtMs when the sale opened; waiting in the lobby does not count
     */
    void called(LogEntry entry, @Nullable Prediction predicted, long opensAtMs) {
        order.called(entry.number(), entry.sinceMs(), entry.atMs());
        long waitedMs = entry.atMs() - Math.max(entry.sinceMs(), opensAtMs);
        waits.record(Math.max(0, waitedMs), TimeUnit.MILLISECONDS);
        if (predicted != null) {
            predictions++;
            withinP50 += predicted.isWithinP50(entry.atMs()) ? 1 : 0;
            withinP90 += predicted.isWithinP90(entry.atMs()) ? 1 : 0;
        }
    }

    long inversions() {
        return order.inversions();
    }

    long predictions() {
        return predictions;
    }

    long withinP50() {
        return withinP50;
    }

    long withinP90() {
        return withinP90;
    }

    /** How long {@code share} of the recently called fans waited at most; null while nobody was called. */
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
