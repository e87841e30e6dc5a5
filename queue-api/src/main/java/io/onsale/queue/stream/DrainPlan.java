package io.onsale.queue.stream;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Ends a node's streams, each with its own time to reconnect, evenly spread so that the other nodes are not overrun. */
final class DrainPlan {
    private static final long FIRST_MS = 250;

    private final long spreadMs;
    private final int streams;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger loopsLeft;
    private final Runnable whenDone;

    DrainPlan(Duration spread, int streams, int loops, Runnable whenDone) {
        this.spreadMs = spread.toMillis();
        this.streams = Math.max(1, streams);
        this.loopsLeft = new AtomicInteger(loops);
        this.whenDone = whenDone;
    }

    /** Ends streams without a last event: there is nothing to reconnect to. */
    static DrainPlan silent() {
        return new DrainPlan(Duration.ZERO, 0, Integer.MAX_VALUE, () -> {});
    }

    boolean isSilent() {
        return spreadMs == 0;
    }

    long nextDelayMs() {
        return FIRST_MS + spreadMs * Math.floorMod(next.getAndIncrement(), streams) / streams;
    }

    /** One loop has no streams left. */
    void loopDone() {
        if (loopsLeft.decrementAndGet() == 0) {
            whenDone.run();
        }
    }
}
