package io.onsale.queue.progress;

import io.onsale.kernel.id.FanId;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.progress.SaleBoard.Tick;
import io.onsale.queue.progress.Update.Closed;
import io.onsale.queue.progress.Update.Heartbeat;
import io.onsale.queue.progress.Update.PlaceNow;
import io.onsale.queue.progress.Update.Ready;
import io.onsale.queue.progress.Update.SaleNow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides, tick by tick, what one watcher is told: changes at once where they matter, the rest at a pace that fits the distance. */
final class Watcher {
    private static final Duration HEARTBEAT_AFTER = Duration.ofSeconds(10); // 15 s are promised; ticks may be late

    private final SaleBoard board;
    private final FanId fan;
    private KnownPlace known;
    private @Nullable PlaceView told;
    private @Nullable SaleView saleTold;
    private long toldNanos;
    private long placeToldNanos;

    Watcher(SaleBoard board, FanId fan, KnownPlace known) {
        this.board = board;
        this.fan = fan;
        this.known = known;
    }

    /** What to tell now, in order; often nothing. */
    List<Update> next(Tick tick) {
        KnownPlace current = board.find(fan);
        if (current != null) {
            known = current;
        }
        List<Update> updates = new ArrayList<>(2);
        LineSnapshot line = board.line();
        SaleView sale = tick.visible() && line != null ? SaleView.of(line) : SaleView.UNAVAILABLE;
        if (!sale.equals(saleTold)) {
            updates.add(new SaleNow(sale));
            saleTold = sale;
        }
        Place place = known.place();
        if (isNews(place, tick)) {
            tellPlace(place, tick, updates);
        }
        String over = over(place, line);
        if (over != null) {
            updates.add(new Closed(over));
        } else if (updates.isEmpty() && tick.nanos() - toldNanos >= HEARTBEAT_AFTER.toNanos()) {
            updates.add(new Heartbeat());
        }
        if (!updates.isEmpty()) {
            toldNanos = tick.nanos();
        }
        return updates;
    }

    private void tellPlace(Place place, Tick tick, List<Update> updates) {
        PlaceView view = board.view(fan, known);
        PlaceView before = told;
        if (view.equals(before)) {
            return;
        }
        updates.add(new PlaceNow(view));
        boolean newlyReady = before == null || !before.state().equals(view.state());
        if (place.state() == PlaceState.READY && newlyReady) {
            updates.add(new Ready(Instant.ofEpochMilli(place.deadlineMs())));
        }
        told = view;
        placeToldNanos = tick.nanos();
    }

    /** Looking costs something for each watcher and tick, so it is not done before its time. */
    private boolean isNews(Place place, Tick tick) {
        PlaceView before = told;
        if (before == null || !before.state().equals(place.state().name())) {
            boolean stillLobby =
                    before != null && before.state().equals("LOBBY") && place.state() == PlaceState.WAITING;
            if (!stillLobby) {
                return true;
            }
        }
        if (place.state() != PlaceState.WAITING) {
            return false; // it changes only with its state
        }
        return tick.nanos() - placeToldNanos
                >= Pacing.streamGap(known.shownAhead()).toNanos();
    }

    private @Nullable String over(Place place, @Nullable LineSnapshot line) {
        if (!place.state().isLive()) {
            return known.endedBecause().isEmpty()
                    ? place.state().name().toLowerCase(java.util.Locale.ROOT)
                    : known.endedBecause();
        }
        return place.state() == PlaceState.WAITING && line != null && line.isOver() ? "sale-closed" : null;
    }
}
