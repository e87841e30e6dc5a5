package io.onsale.queue.progress;

import io.onsale.kernel.id.FanId;
import io.onsale.queue.line.Place;
import io.onsale.queue.progress.SaleBoard.Tick;
import io.onsale.queue.progress.Update.Closed;
import io.onsale.queue.progress.Update.Heartbeat;
import io.onsale.queue.progress.Update.PlaceNow;
import io.onsale.queue.progress.Update.Ready;
import io.onsale.queue.progress.Update.Retry;
import io.onsale.queue.progress.Update.SaleNow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides what one stream is told: changes at once where they matter, the rest at a pace that fits the distance. There may be fifty
 * thousand of these, so each is small and does nothing by itself: its {@link Section} comes by. Not for several threads.
 */
final class Watcher implements Watch {
    /** After a silence as long as this a visit leaves a sign of life; visits are 10 s apart at the most, and 15 s are promised. */
    private static final long SILENCE_NANOS = Duration.ofSeconds(4).toNanos();

    private final SaleBoard board;
    private final FanId fan;
    private final BooleanSupplier room;
    private KnownPlace known;
    private @Nullable PlaceView told;
    private @Nullable SaleView saleTold;
    private @Nullable Boolean likelyTold;
    private long toldNanos;
    private long placeToldNanos;
    private long retryToldMs;
    private boolean over;

    // the section's own notes on this watcher
    volatile @Nullable Section section;

    @Nullable
    Outlet outlet;

    int index;
    long dueTick;
    long stalledSinceNanos;

    Watcher(SaleBoard board, FanId fan, KnownPlace known) {
        this(board, fan, known, () -> true);
    }

    /** @param room whether this node takes one more stream */
    Watcher(SaleBoard board, FanId fan, KnownPlace known, BooleanSupplier room) {
        this.board = board;
        this.room = room;
        this.fan = fan;
        this.known = known;
    }

    FanId fan() {
        return fan;
    }

    KnownPlace known() {
        return known;
    }

    @Override
    public String opening() {
        return EventText.of(next(board.tick(), true));
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public void begin(Outlet outlet) {
        boolean fits =
                room.getAsBoolean(); // many may have been let through in the same moment, before one of them began
        board.watchers().begin(this, outlet);
        if (!fits) {
            board.watchers().sendAway(this, Pacing.comeBackMs(fan));
        }
    }

    @Override
    public void end() {
        board.watchers().end(this);
    }

    /** How many ticks may pass until somebody comes by again. */
    int gapTicks() {
        return switch (known.place().state()) {
            case LOBBY -> board.isDrawn() ? Pacing.GAP_TICKS_MIDDLE : Pacing.GAP_TICKS_MAX;
            case WAITING -> Pacing.gapTicks(known.shownAhead());
            case READY, ADMITTED, LEFT, MISSED, SERVED -> Pacing.GAP_TICKS_MAX;
        };
    }

    /**
     * What to tell now, in order; often nothing.
     *
     * @param due whether it is this watcher's time, as opposed to a moment at which something else is told
     */
    List<Update> next(Tick tick, boolean due) {
        known = board.places().current(fan, known);
        List<Update> updates = new ArrayList<>(4);
        LineSnapshot line = board.line();
        boolean heard = board.places().hearsOf(known);
        tellSale(tick, heard, updates);
        if (heard && line != null) {
            tellPlace(tick, due, line, updates);
            String reason = reasonToClose(line);
            if (reason != null) {
                over = true;
                updates.add(new Closed(reason));
            }
        }
        if (updates.isEmpty() && tick.nanos() - toldNanos >= SILENCE_NANOS) {
            updates.add(new Heartbeat());
        }
        if (!updates.isEmpty()) {
            toldNanos = tick.nanos();
        }
        return updates;
    }

    private void tellSale(Tick tick, boolean heard, List<Update> updates) {
        SaleView sale = tick.sale();
        Boolean likely = heard ? board.likelySoldOut(known) : likelyTold;
        if (sale.equals(saleTold) && Objects.equals(likely, likelyTold)) {
            return;
        }
        updates.add(new SaleNow(sale, tick.serverTime(), likely));
        saleTold = sale;
        likelyTold = likely;
    }

    private void tellPlace(Tick tick, boolean due, LineSnapshot line, List<Update> updates) {
        if (!isNews(tick, due, line)) {
            return;
        }
        PlaceView view = board.view(fan, known);
        PlaceView before = told;
        if (before != null && view.isSameButForTheSale(before)) { // a sale event has told of that
            return;
        }
        long retry = Pacing.retryMs(view.ahead() == null ? 0 : view.ahead(), fan);
        if (retry != retryToldMs) {
            updates.addFirst(new Retry(retry));
            retryToldMs = retry;
        }
        updates.add(new PlaceNow(view, board.eventId(known, view), tick.serverTime()));
        Instant claimBy = view.claimBy();
        boolean called = before == null || !Objects.equals(before.claimBy(), claimBy);
        if (claimBy != null && called) {
            updates.add(new Ready(claimBy));
        }
        told = view;
        placeToldNanos = tick.nanos();
    }

    /** Looking costs something, so it is not done before its time. */
    private boolean isNews(Tick tick, boolean due, LineSnapshot line) {
        PlaceView before = told;
        Place place = known.place();
        if (before == null || !before.state().equals(PlaceViews.shownState(place, line))) {
            return true;
        }
        return switch (place.state()) {
            case LOBBY, WAITING -> due || tick.nanos() - placeToldNanos >= (gapTicks() - 1) * Pacing.TICK_NANOS;
            // during a pause the end of the claim window moves on all the time: told when it stands still
            case READY -> !line.isPaused() && !Objects.equals(before.claimBy(), PlaceViews.claimBy(place, line));
            case ADMITTED, LEFT, MISSED, SERVED -> false; // changes only with its state
        };
    }

    private @Nullable String reasonToClose(LineSnapshot line) {
        Place place = known.place();
        if (!place.state().isLive()) {
            return known.endedBecause().isEmpty()
                    ? place.state().name().toLowerCase(Locale.ROOT)
                    : known.endedBecause();
        }
        return PlaceViews.isInVain(place, line) ? SaleView.closedReason(line) : null;
    }
}
