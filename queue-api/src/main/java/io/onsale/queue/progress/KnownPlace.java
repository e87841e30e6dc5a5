package io.onsale.queue.progress;

import io.onsale.kernel.id.FanId;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.progress.PlaceView.Eta;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of one fan's place: one for each registration. Reports may come in any order: the later turn, then the
 * later coming into the line, then the later state wins, so it never goes back.
 */
final class KnownPlace {
    private static final AtomicLongFieldUpdater<KnownPlace> SHOWN_AHEAD =
            AtomicLongFieldUpdater.newUpdater(KnownPlace.class, "shownAhead");
    private static final AtomicIntegerFieldUpdater<KnownPlace> REPORTED_GONE =
            AtomicIntegerFieldUpdater.newUpdater(KnownPlace.class, "reportedGone");
    private static final AtomicIntegerFieldUpdater<KnownPlace> FOLLOWED =
            AtomicIntegerFieldUpdater.newUpdater(KnownPlace.class, "followed");
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
    private volatile long drawnNumber;

    // Presences' own notes
    volatile long awayAtNanos = Long.MIN_VALUE;
    private volatile int followed; // 1: it is looked at when its fan would be gone
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

    boolean isFollowed() {
        return followed == 1;
    }

    /** False if it is followed already. */
    boolean follow() {
        return FOLLOWED.compareAndSet(this, 0, 1);
    }

    /** False if it is not followed. */
    boolean unfollow() {
        return FOLLOWED.compareAndSet(this, 1, 0);
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

    /** Whether {@code reported} is this place, not one that the fan had before it or got after it. */
    boolean is(Place reported) {
        return place.registration() == reported.registration();
    }

    boolean isBefore(Place reported) {
        return place.sinceMs() < reported.sinceMs()
                || (place.sinceMs() == reported.sinceMs() && place.registration() < reported.registration());
    }

    /** Takes what Redis just told of this place. What was known before the node lost track counts for nothing. */
    synchronized void learn(Place reported, int current) {
        if (track == current) {
            advance(reported);
        } else {
            put(reported);
            track = current;
        }
    }

    /** Takes a report of this place, unless it is older than what is known. */
    private void advance(Place reported) {
        int order = Integer.compare(reported.turn(), place.turn());
        order = order == 0 ? Long.compare(reported.sinceMs(), place.sinceMs()) : order;
        order = order == 0 ? reported.state().compareTo(place.state()) : order;
        if (order > 0) {
            put(reported);
        }
    }

    private void put(Place next) {
        if (next.turn() != place.turn()) { // a second turn is counted from where the fan came back
            shownAhead = NEVER_SHOWN;
            prediction = null;
        }
        if (next.state().isLive()) {
            endedBecause = "";
        }
        place = next;
    }

    /** Whether {@code entry} is about this place, as it is or as it is from then on. */
    boolean isMeantBy(LogEntry entry) {
        boolean sameNumber = place.number() == entry.number() && entry.sinceMs() >= place.sinceMs();
        boolean drawnSince = place.state() == PlaceState.LOBBY && entry.sinceMs() == place.sinceMs();
        return sameNumber || drawnSince;
    }

    /** Takes a log entry of this place. */
    synchronized void advance(LogEntry entry) {
        Place after = entry.after(place);
        advance(after);
        if (place == after && !after.state().isLive()) {
            endedBecause = entry.closedReason();
        }
    }

    /** The number that the draw gave to this place. */
    void drawn(long number) {
        drawnNumber = number;
    }

    /** Waits in the lobby and does not know yet which number it will have. */
    boolean isToBeDrawn() {
        return place.state() == PlaceState.LOBBY && drawnNumber == 0;
    }

    /** The draw has come to this place's number: from now on it waits in the line. */
    synchronized void enterLine(LineSnapshot.Draw draw) {
        boolean inLine = drawnNumber > 0 && (drawnNumber <= draw.drawn() || !draw.isUnderWay());
        if (place.state() == PlaceState.LOBBY && inLine) {
            put(LogEntry.in(place, PlaceState.WAITING, drawnNumber, 0));
        }
    }
}
