package io.onsale.service.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How a reader takes what is sent to it: whether it has stopped, and whether it is so slow that it should be cut. Times are nanoseconds. */
final class ReaderPace {
    private final ConnectionLimits limits;
    private long progress; // bytes taken by the kernel when we last looked
    private long progressAt; // when that number last grew
    private long windowAt; // when the window of the rate began
    private long windowBytes; // and what had been taken by then
    private volatile long stalledAt; // since when it has taken nothing; 0: it takes what we send

    ReaderPace(ConnectionLimits limits, long now, long taken) {
        this.limits = limits;
        this.progress = taken;
        this.progressAt = now;
        this.windowAt = now;
        this.windowBytes = taken;
    }

    /** For how long it has taken nothing; 0 if it takes what we send. From any thread. */
    long stalledFor(long now) {
        long since = stalledAt;
        return since == 0 ? 0 : Math.max(1, now - since);
    }

    /** All was taken, or something new is sent. */
    void moves() {
        stalledAt = 0;
    }

    /**
     * @param taken bytes that the kernel has taken, since ever
     * @param patience for how long it may take nothing
     * @return why it is to be cut, or null
     */
    @Nullable
    Cut look(long now, long taken, Duration patience) {
        if (taken > progress) {
            progress = taken;
            progressAt = now;
            stalledAt = 0;
        } else {
            stalledAt = progressAt;
        }
        if (now - progressAt >= patience.toNanos()) {
            return Cut.STALLED;
        }
        return isSlow(now, taken) ? Cut.SLOW : null;
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
