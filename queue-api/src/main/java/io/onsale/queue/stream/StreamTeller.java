package io.onsale.queue.stream;

import io.onsale.kernel.id.FanId;
import io.onsale.queue.line.LineSnapshot;
import io.onsale.queue.line.Place;
import io.onsale.queue.place.PlaceView;
import io.onsale.queue.place.PlaceViews;
import io.onsale.queue.place.PollTimes;
import io.onsale.queue.replica.LineReplica;
import io.onsale.queue.replica.LineReplica.Moment;
import io.onsale.queue.replica.ReplicaPlace;
import io.onsale.queue.replica.SaleView;
import io.onsale.queue.replica.Ticks;
import io.onsale.queue.stream.Update.Closed;
import io.onsale.queue.stream.Update.Heartbeat;
import io.onsale.queue.stream.Update.PlaceNow;
import io.onsale.queue.stream.Update.Ready;
import io.onsale.queue.stream.Update.Retry;
import io.onsale.queue.stream.Update.SaleNow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides what one stream is sent: important changes at once, the rest at a pace that fits the distance from the front. There may be fifty
 * thousand of these, so each is small and passive: its {@link WatcherLoop} visits it. Not thread-safe.
 */
final class StreamTeller {
    /** After this silence a visit sends a heartbeat; visits are at most 10 s apart, and one per 15 s is promised. */
    private static final long SILENCE_NANOS = Duration.ofSeconds(4).toNanos();

    private final LineReplica replica;
    private final FanId fan;
    private volatile ReplicaPlace place; // read by other threads
    private @Nullable PlaceView sent;
    private @Nullable SaleView saleSent;
    private @Nullable Boolean likelySent;
    private long sentNanos;
    private long placeSentNanos;
    private long retrySentMs;
    private boolean over;

    StreamTeller(LineReplica replica, ReplicaPlace place) {
        this.replica = replica;
        this.fan = place.fan();
        this.place = place;
    }

    FanId fan() {
        return fan;
    }

    ReplicaPlace place() {
        return place;
    }

    /** Whether nothing follows any more. */
    boolean isOver() {
        return over;
    }

    /** How many ticks there are between two place events now. */
    int gapTicks() {
        return switch (place.place().state()) {
            case LOBBY -> replica.isDrawn() ? StreamPace.GAP_TICKS_MIDDLE : StreamPace.GAP_TICKS_MAX;
            case WAITING -> StreamPace.gapTicks(place.shownAhead());
            case READY, ADMITTED, LEFT, MISSED, SERVED -> StreamPace.GAP_TICKS_MAX;
        };
    }

    /**
     * What to send now, in order; often nothing.
     *
     * @param due whether it is this stream's time, as opposed to a visit for another reason
     */
    List<Update> next(Moment now, boolean due) {
        ReplicaPlace current = replica.places().current(fan, place);
        if (current != place) {
            place = current;
        }
        List<Update> updates = new ArrayList<>(4);
        LineSnapshot line = replica.line();
        boolean tracked = replica.places().isTracked(place);
        addSale(now, tracked, updates);
        if (tracked && line != null) {
            addPlace(now, due, line, updates);
            String reason = reasonToClose(line);
            if (reason != null) {
                over = true;
                updates.add(new Closed(reason));
            }
        }
        if (updates.isEmpty() && now.nanos() - sentNanos >= SILENCE_NANOS) {
            updates.add(new Heartbeat());
        }
        if (!updates.isEmpty()) {
            sentNanos = now.nanos();
        }
        return updates;
    }

    private void addSale(Moment now, boolean tracked, List<Update> updates) {
        SaleView sale = now.sale();
        Boolean likely = tracked ? replica.isLikelySoldOut(place) : likelySent;
        if (sale.equals(saleSent) && Objects.equals(likely, likelySent)) {
            return;
        }
        updates.add(new SaleNow(sale, now.serverTime(), likely));
        saleSent = sale;
        likelySent = likely;
    }

    private void addPlace(Moment now, boolean due, LineSnapshot line, List<Update> updates) {
        if (!mayHaveChanged(now, due, line)) {
            return;
        }
        PlaceView view = PlaceViews.of(replica, place);
        PlaceView before = sent;
        if (before != null && view.equalsExceptSale(before)) { // the sale event says the rest
            return;
        }
        long retry = PollTimes.reconnectMs(view.ahead() == null ? 0 : view.ahead(), fan);
        if (retry != retrySentMs) {
            updates.addFirst(new Retry(retry));
            retrySentMs = retry;
        }
        updates.add(new PlaceNow(view, PlaceViews.version(replica, place, view), now.serverTime()));
        Instant claimBy = view.claimBy();
        boolean called = before == null || !Objects.equals(before.claimBy(), claimBy);
        if (claimBy != null && called) {
            updates.add(new Ready(claimBy));
        }
        sent = view;
        placeSentNanos = now.nanos();
    }

    /** Computing the view costs something, so it is not done before its time. */
    private boolean mayHaveChanged(Moment now, boolean due, LineSnapshot line) {
        PlaceView before = sent;
        Place current = place.place();
        if (before == null || !before.state().equals(PlaceViews.shownState(current, line))) {
            return true;
        }
        return switch (current.state()) {
            case LOBBY, WAITING -> due || now.nanos() - placeSentNanos >= (gapTicks() - 1) * Ticks.TICK_NANOS;
            // during a pause the end of the claim window moves all the time: sent when it stands still
            case READY -> !line.isPaused() && !Objects.equals(before.claimBy(), PlaceViews.claimBy(current, line));
            case ADMITTED, LEFT, MISSED, SERVED -> false; // changes only with its state
        };
    }

    private @Nullable String reasonToClose(LineSnapshot line) {
        Place current = place.place();
        if (!current.state().isLive()) {
            return place.endReason().isEmpty() ? current.state().name().toLowerCase(Locale.ROOT) : place.endReason();
        }
        return PlaceViews.isInVain(current, line) ? SaleView.closedReason(line) : null;
    }
}
