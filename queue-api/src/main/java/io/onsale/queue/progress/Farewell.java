package io.onsale.queue.progress;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends a node's watchers away, each with its own time to come back, evenly spread: the other nodes are not to be run over. */
final class Farewell {
    private static final long FIRST_MS = 250;

    private final long spreadMs;
    private final int watchers;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger sectionsLeft;
    private final Runnable whenDone;

    Farewell(Duration spread, int watchers, int sections, Runnable whenDone) {
        this.spreadMs = spread.toMillis();
        this.watchers = Math.max(1, watchers);
        this.sectionsLeft = new AtomicInteger(sections);
        this.whenDone = whenDone;
    }

    /** Nothing is said: there is nothing to come back for. */
    static Farewell silent() {
        return new Farewell(Duration.ZERO, 0, Integer.MAX_VALUE, () -> {});
    }

    boolean isSilent() {
        return spreadMs == 0;
    }

    long nextDelayMs() {
        return FIRST_MS + spreadMs * Math.floorMod(next.getAndIncrement(), watchers) / watchers;
    }

    /** One section has nobody left. */
    void done() {
        if (sectionsLeft.decrementAndGet() == 0) {
            whenDone.run();
        }
    }
}
