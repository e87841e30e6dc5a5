package io.onsale.queue.progress;

import io.onsale.queue.progress.SaleBoard.Tick;
import io.onsale.queue.progress.Update.ComeBack;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The watchers of one sale that live on one event loop. They are visited there, so that nothing is handed from thread to thread: whose
 * time has come, whoever is called, or, when the sale has changed, all. Only {@link #wake}, {@link #call} and {@link #execute} may come
 * from elsewhere.
 */
final class Section {
    /** Then others on the loop get their turn: about two milliseconds of writing. */
    private static final int VISITS_AT_ONCE = 128;

    /** A reader who takes nothing for as long as this is gone, or as good as gone. */
    private static final long STALL_MAX_NANOS = Duration.ofSeconds(30).toNanos();

    private final Watchers watchers;
    private final SaleBoard board;
    private final Executor loop;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Queue<Watcher> called = new ConcurrentLinkedQueue<>();
    private final List<Watcher> all = new ArrayList<>();
    private final Wheel<Watcher> wheel;
    private final ArrayDeque<Watcher> due = new ArrayDeque<>();
    private int walk = -1; // the next of all who is to be visited; -1: nobody
    private long newsSeen;
    private long roundNanos;
    private @Nullable Farewell farewell;
    private boolean gone;

    Section(Watchers watchers, SaleBoard board, Executor loop, Tick now) {
        this.watchers = watchers;
        this.board = board;
        this.loop = loop;
        this.newsSeen = now.news();
        this.wheel = new Wheel<>(Pacing.GAP_TICKS_MAX + 2, now.number());
    }

    void execute(Runnable task) {
        loop.execute(task);
    }

    /** There is something new on the board. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            loop.execute(this::round);
        }
    }

    /** Something has become of this watcher's place: it is told in the next round. */
    void call(Watcher watcher) {
        called.add(watcher);
    }

    void add(Watcher watcher, Outlet outlet) {
        watcher.outlet = outlet;
        watcher.index = all.size();
        watcher.dueTick = 0;
        all.add(watcher);
        visit(watcher, board.tick(), false); // what has changed since the opening was written
        if (watcher.outlet != null) {
            scheduleSpread(watcher);
        }
    }

    /** Not all who came, or were told something, in the same moment come up again in the same tick. */
    private void scheduleSpread(Watcher watcher) {
        schedule(watcher, 1 + Math.floorMod(watcher.fan().value().hashCode(), watcher.gapTicks()));
    }

    void remove(Watcher watcher) {
        if (watcher.outlet == null) {
            return;
        }
        watcher.outlet = null;
        Watcher last = all.removeLast();
        if (last != watcher) {
            all.set(watcher.index, last);
            last.index = watcher.index;
        }
    }

    /** Says {@code last} to this watcher and ends its stream. */
    void dismiss(Watcher watcher, Update last) {
        Outlet outlet = watcher.outlet;
        if (outlet != null) {
            outlet.write(EventText.of(List.of(last)));
            end(watcher, outlet);
        }
    }

    /** Ends all streams, each in its own time. */
    void close(Farewell words) {
        farewell = words;
        walk = all.size() - 1;
        round();
    }

    private void round() {
        woken.set(false);
        Tick tick = board.tick();
        if (tick.news() != newsSeen) {
            newsSeen = tick.news();
            walk = all.size() - 1;
        }
        if (roundNanos == 0) {
            roundNanos = tick.readNanos();
        }
        wheel.advance(tick.number(), this::becomesDue);
        int visits = 0;
        while (visits < VISITS_AT_ONCE && visitNext(tick)) {
            visits++;
        }
        if (visits == VISITS_AT_ONCE) {
            wake(); // goes on behind what else waits for the loop
        } else {
            finish(visits);
        }
    }

    private void finish(int visits) {
        if (visits > 0) {
            watchers.toldAfter(board.nanos() - roundNanos);
        }
        roundNanos = 0;
        if (farewell != null && !gone) {
            gone = true;
            farewell.done();
        }
    }

    private void becomesDue(Watcher watcher, long tick) {
        if (watcher.dueTick == tick) { // else it has been put elsewhere since
            due.add(watcher);
        }
    }

    private boolean visitNext(Tick tick) {
        Watcher watcher = called.poll();
        if (watcher != null) {
            visit(watcher, tick, false);
            return true;
        }
        if (walk >= 0) {
            walk = Math.min(walk, all.size() - 1);
            if (walk >= 0) {
                visit(all.get(walk--), tick, false);
                return true;
            }
        }
        watcher = due.poll();
        if (watcher != null) {
            visitDue(watcher, tick);
        }
        return watcher != null;
    }

    private void visitDue(Watcher watcher, Tick tick) {
        visit(watcher, tick, true);
        if (watcher.outlet != null && watcher.stalledSinceNanos == 0) {
            schedule(watcher, watcher.gapTicks());
        }
    }

    private void schedule(Watcher watcher, long ticks) {
        watcher.dueTick = wheel.add(watcher, Pacing.tickAt(board.nanos()) + ticks);
    }

    private void visit(Watcher watcher, Tick tick, boolean due) {
        Outlet outlet = watcher.outlet;
        if (outlet == null) {
            return; // went while it was due
        }
        if (farewell != null && farewell.isSilent()) {
            end(watcher, outlet);
        } else if (farewell != null) {
            dismiss(watcher, new ComeBack(farewell.nextDelayMs()));
        } else if (!outlet.isReady()) {
            stalled(watcher, outlet, tick);
        } else {
            watcher.stalledSinceNanos = 0;
            tell(watcher, outlet, tick, due);
        }
    }

    private void tell(Watcher watcher, Outlet outlet, Tick tick, boolean due) {
        List<Update> updates = watcher.next(tick, due);
        if (!updates.isEmpty()) {
            outlet.write(EventText.of(updates));
        }
        if (watcher.isOver()) {
            end(watcher, outlet);
        } else if (!due && watcher.dueTick - tick.number() > watcher.gapTicks()) {
            scheduleSpread(watcher); // from now on it is told more often
        }
    }

    private void end(Watcher watcher, Outlet outlet) {
        outlet.end();
        remove(watcher);
        watchers.end(watcher);
    }

    /** Nothing is kept for it: it is asked again with each tick, and told the latest then. */
    private void stalled(Watcher watcher, Outlet outlet, Tick tick) {
        if (watcher.stalledSinceNanos == 0) {
            watcher.stalledSinceNanos = tick.nanos();
        } else if (tick.nanos() - watcher.stalledSinceNanos > STALL_MAX_NANOS) {
            outlet.cut();
            remove(watcher);
            watchers.end(watcher);
            return;
        }
        schedule(watcher, 1);
    }
}
