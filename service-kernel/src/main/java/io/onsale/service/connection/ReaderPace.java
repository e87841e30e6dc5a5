package io.onsale.service.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How fast a client reads its response: whether it has stalled, or is so slow that it should be disconnected. Times are in nanoseconds. */
final class ReaderPace {
    private final ConnectionLimits limits;
    private long progress; // bytes taken by the kernel at the last check
    private long progressAt; // when that number last grew
    private long windowAt; // when the window of the rate began
    private long windowBytes; // bytes taken by then
    private volatile long stalledAt; // since when it has read nothing; 0: it is reading

    ReaderPace(ConnectionLimits limits, long now, long taken) {
        this.limits = limits;
        this.progress = taken;
        this.progressAt = now;
        this.windowAt = now;
        this.windowBytes = taken;
    }

    /** For how many nanoseconds it has read nothing; 0 if it is reading. Callable from any thread. */
    long stalledFor(long now) {
        long since = stalledAt;
        return since == 0 ? 0 : Math.max(1, now - since);
    }

    /** Everything was read, or a new response starts. */
    void moves() {
        stalledAt = 0;
    }

    /**
     * @param taken total bytes taken by the kernel
     * @param patience how long it may read nothing
     * @return why the connection must be closed, or null
     */
    @Nullable
    CloseReason look(long now, long taken, Duration patience) {
        if (taken > progress) {
            progress = taken;
            progressAt = now;
            stalledAt = 0;
        } else {
            stalledAt = progressAt;
        }
        if (now - progressAt >= patience.toNanos()) {
            return CloseReason.STALLED;
        }
        return isSlow(now, taken) ? CloseReason.SLOW : null;
    }

    private boolean isSlow(long now, long taken) {
        long window = now - windowAt;
        if (window < limits.rateWindow().toNanos()) {
            return false;
        }
        long least = limits.bytesPerSecondMin() * TimeUnit.NANOSECONDS.toMillis(window) / 1000;
        boolean slow = taken - windowBytes < least;
        windowAt = now;
        windowBytes = taken;
        return slow;
    }
}
