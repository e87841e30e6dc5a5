package io.onsale.queue.presence;

import io.onsale.queue.replica.ReplicaPlace;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** The detector's own notes on one place: when its fan was seen, and what was reported. */
final class SeenFan {
    private static final AtomicIntegerFieldUpdater<SeenFan> REPORTED_GONE =
            AtomicIntegerFieldUpdater.newUpdater(SeenFan.class, "reportedGone");
    private static final AtomicIntegerFieldUpdater<SeenFan> FOLLOWED =
            AtomicIntegerFieldUpdater.newUpdater(SeenFan.class, "followed");

    final ReplicaPlace place;
    volatile long awayAtNanos = Long.MIN_VALUE;
    long checkTick; // only used by the thread that reports
    private volatile int followed; // 1: it is checked at the time at which its fan would be away
    private volatile int reportedGone; // 1: the fan has been reported as away

    private SeenFan(ReplicaPlace place) {
        this.place = place;
    }

    static SeenFan of(ReplicaPlace place) {
        return (SeenFan) place.attachment(SeenFan::new);
    }

    boolean isFollowed() {
        return followed == 1;
    }

    /** Returns false if it is followed already. */
    boolean follow() {
        return FOLLOWED.compareAndSet(this, 0, 1);
    }

    /** Returns false if it is not followed. */
    boolean unfollow() {
        return FOLLOWED.compareAndSet(this, 1, 0);
    }

    /** Marks the fan absent. Returns false if it was marked before. */
    boolean markGone() {
        return REPORTED_GONE.compareAndSet(this, 0, 1);
    }

    boolean isMarkedGone() {
        return reportedGone == 1;
    }

    /** Marks the fan present. Returns false if it was not marked absent. */
    boolean markBack() {
        return reportedGone == 1 && REPORTED_GONE.compareAndSet(this, 1, 0);
    }
}
