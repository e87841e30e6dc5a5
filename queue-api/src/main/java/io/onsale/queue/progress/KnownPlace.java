package io.onsale.queue.progress;

import io.onsale.kernel.id.FanId;
import io.onsale.queue.line.Place;
import io.onsale.queue.progress.PlaceView.Eta;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of one fan's place: one for each number, and for each turn that it gets. Reports may come in any order: the later
 * state wins, so it never goes back.
 */
final class KnownPlace {
    private static final AtomicLongFieldUpdater<KnownPlace> SHOWN_AHEAD =
            AtomicLongFieldUpdater.newUpdater(KnownPlace.class, "shownAhead");
    private static final AtomicIntegerFieldUpdater<KnownPlace> REPORTED_GONE =
            AtomicIntegerFieldUpdater.newUpdater(KnownPlace.class, "reportedGone");
    private static final int LOST = -1;
    static final long NEVER_SHOWN = Long.MAX_VALUE;

    private final FanId fan;
    private final String receipt;
    private final PollPace polls = new PollPace();
    private volatile long shownAhead = NEVER_SHOWN;
    private volatile Place place;
    private volatile int track;
    private volatile String endedBecause = "";
    private volatile @Nullable Prediction prediction;

    // Presences' own notes
    volatile long awayAtNanos = Long.MIN_VALUE;
    volatile boolean followed;
    private volatile int reportedGone; // 1: it has been reported that nobody sees the fan
    long checkTick;

    /** @param track which of the node's records of the line this was heard in */
    KnownPlace(FanId fan, Place place, String receipt, int track) {
        this.fan = fan;
        this.place = place;
        this.receipt = receipt;
        this.track = track;
    }

    FanId fan() {
        return fan;
    }

    Place place() {
        return place;
    }

    String receipt() {
        return receipt;
    }

    PollPace polls() {
        return polls;
    }

    /** Why it ended, as fans are told; empty if this node did not see it end. */
    String endedBecause() {
        return endedBecause;
    }

    /** What the fan was told first about its turn, or null. */
    @Nullable
    Prediction prediction() {
        return prediction;
    }

    /** Remembers the first one only. */
    void predicted(@Nullable Eta eta, long atMs) {
        if (eta != null && prediction == null) {
            prediction = new Prediction(atMs, eta);
        }
    }

    /** What may be shown when {@code ahead} was counted: never more than before. */
    long show(long ahead) {
        return SHOWN_AHEAD.accumulateAndGet(this, ahead, Math::min);
    }

    /** {@link #NEVER_SHOWN} at first. */
    long shownAhead() {
        return shownAhead;
    }

    boolean isOnTrack(int current) {
        return track == current;
    }

    /** From now on not all that becomes of it is heard here. */
    void loseTrack() {
        track = LOST;
    }

    /** Notes that the fan is away; false if that has been noted before. */
    boolean markGone() {
        return REPORTED_GONE.compareAndSet(this, 0, 1);
    }

    boolean isMarkedGone() {
        return reportedGone == 1;
    }

    /** Notes that the fan is there; false if nothing else was known. */
    boolean markBack() {
        return reportedGone == 1 && REPORTED_GONE.compareAndSet(this, 1, 0);
    }

    /** Whether {@code reported} is this place, not one before or after it. */
    boolean is(Place reported) {
        return place.number() == reported.number();
    }

    boolean isBefore(Place reported) {
        return place.number() < reported.number();
    }

    /** Takes what Redis just told of this place. A report from before the node lost track counts for nothing. */
    synchronized void learn(Place reported, int current) {
        if (track != current) {
            place = reported;
            endedBecause = "";
            track = current;
        } else {
            advance(reported);
        }
    }

    /** Takes a report of the same number, unless it is older than what is known. */
    private void advance(Place reported) {
        if (reported.state().compareTo(place.state()) > 0) {
            place = reported;
        }
    }

    /** Takes a log entry of this place. */
    synchronized void advance(LogEntry entry) {
        Place after = entry.after(place);
        if (!after.state().isLive()) {
            endedBecause = entry.closedReason();
        }
        advance(after);
    }
}
