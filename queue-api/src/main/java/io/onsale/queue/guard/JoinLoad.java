package io.onsale.queue.guard;

import java.time.Duration;

/** Counts the successful joins of one sale on this node in the last second. */
final class JoinLoad {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private long began;
    private int current;
    private int previous;

    JoinLoad(long nowNanos) {
        began = nowNanos;
    }

    synchronized void count(long nowNanos) {
        turn(nowNanos);
        current++;
    }

    /** The current second, plus the share of the previous one that lies within the last second. */
    synchronized double perSecond(long nowNanos) {
        turn(nowNanos);
        double elapsed = (double) (nowNanos - began) / SECOND;
        return current + previous * (1 - elapsed);
    }

    private void turn(long nowNanos) {
        long seconds = (nowNanos - began) / SECOND;
        if (seconds > 0) {
            previous = seconds == 1 ? current : 0;
            current = 0;
            began += seconds * SECOND;
        }
    }
}
