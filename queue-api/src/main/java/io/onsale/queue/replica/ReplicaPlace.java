package io.onsale.queue.replica;

import io.onsale.kernel.id.FanId;
import io.onsale.queue.eta.Eta;
import io.onsale.queue.eta.Prediction;
import io.onsale.queue.line.LineSnapshot;
import io.onsale.queue.line.LogEntry;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceState;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One fan's place in a replica; one object per registration. Reports may arrive in any order: the later turn wins, then the later entry
 * into the line, then the later state, so it never goes back.
 */
public final class ReplicaPlace {
    private static final AtomicLongFieldUpdater<ReplicaPlace> SHOWN_AHEAD =
            AtomicLongFieldUpdater.newUpdater(ReplicaPlace.class, "shownAhead");
    private static final AtomicReferenceFieldUpdater<ReplicaPlace, @Nullable Object> ATTACHMENT =
            AtomicReferenceFieldUpdater.newUpdater(ReplicaPlace.class, Object.class, "attachment");
    private static final int UNTRACKED = -1;
    private static final long NEVER_SHOWN = Long.MAX_VALUE;

    private final FanId fan;
    private final String receipt;
    private final PollPace polls = new PollPace();
    private volatile long shownAhead = NEVER_SHOWN;
    private volatile Place place;
    private volatile int generation;
    private volatile String endReason = "";
    private volatile @Nullable Prediction prediction;
    private volatile long drawnNumber;
    private volatile @Nullable Object attachment;

    /** @param generation of the replica in which this was read */
    ReplicaPlace(FanId fan, Place place, String receipt, int generation) {
        this.fan = fan;
        this.place = place;
        this.receipt = receipt;
        this.generation = generation;
    }

    public FanId fan() {
        return fan;
    }

    public Place place() {
        return place;
    }

    public String receipt() {
        return receipt;
    }

    public PollPace polls() {
        return polls;
    }

    /** Why it ended, as shown to fans; empty if this node did not see it end. */
    public String endReason() {
        return endReason;
    }

    /** The first estimate that the fan was shown, or null. */
    public @Nullable Prediction prediction() {
        return prediction;
    }

    /** Keeps the first estimate only. */
    public void predict(@Nullable Eta eta, long atMs) {
        if (eta != null && prediction == null) {
            prediction = new Prediction(atMs, eta);
        }
    }

    /** The number of fans ahead that may be shown when {@code ahead} was counted: never more than before. */
    public long show(long ahead) {
        return SHOWN_AHEAD.accumulateAndGet(this, ahead, Math::min);
    }

    /** {@link Long#MAX_VALUE} at first. */
    public long shownAhead() {
        return shownAhead;
    }

    /** One subscriber's own object about this place; created on first use, then the same for all threads. */
    public Object attachment(Function<ReplicaPlace, ?> create) {
        Object present = attachment;
        if (present == null) {
            ATTACHMENT.compareAndSet(this, null, create.apply(this));
            present = attachment;
        }
        return Objects.requireNonNull(present);
    }

    boolean isOf(int currentGeneration) {
        return generation == currentGeneration;
    }

    /** From now on this node does not see all changes of it. */
    void untrack() {
        generation = UNTRACKED;
    }

    /** Whether {@code reported} is this place, not an earlier or a later one of the same fan. */
    boolean is(Place reported) {
        return place.registration() == reported.registration();
    }

    boolean isBefore(Place reported) {
        return place.sinceMs() < reported.sinceMs()
                || (place.sinceMs() == reported.sinceMs() && place.registration() < reported.registration());
    }

    /** Takes what Redis returned for this place. What was known in an earlier generation is discarded. */
    synchronized void update(Place reported, int currentGeneration) {
        if (generation == currentGeneration) {
            advance(reported);
        } else {
            put(reported);
            generation = currentGeneration;
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
            endReason = "";
        }
        place = next;
    }

    /** Whether {@code entry} is about this place, as it is now or as it becomes by the entry. */
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
            endReason = entry.closedReason();
        }
    }

    /** Sets the number that was drawn for this place. */
    public void setDrawnNumber(long number) {
        drawnNumber = number;
    }

    /** Whether it waits in the lobby and this node does not know yet which number was drawn for it. */
    public boolean isToBeDrawn() {
        return place.state() == PlaceState.LOBBY && drawnNumber == 0;
    }

    /** If the draw has reached this place's number, it waits in the line from now on. */
    public synchronized void enterLine(LineSnapshot.Draw draw) {
        boolean inLine = drawnNumber > 0 && (drawnNumber <= draw.drawn() || !draw.isUnderWay());
        if (place.state() == PlaceState.LOBBY && inLine) {
            put(LogEntry.in(place, PlaceState.WAITING, drawnNumber, 0));
        }
    }
}
