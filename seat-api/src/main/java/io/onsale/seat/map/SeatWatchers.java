package io.onsale.seat.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The watchers of one map, or of its counts. A watcher is a small object that does nothing on its own; those on one event loop are visited there, some at a
 * time. A notice that arrives during a round replaces the one before, and another round follows.
 */
final class SeatWatchers {
    private static final int VISITS_AT_ONCE = 128; // then other work on the loop has its turn

    private final WatchedState map;
    private final MapNotice catchUp;
    private final Map<Executor, Section> sections = new ConcurrentHashMap<>(); // as many as event loops
    private final AtomicInteger size = new AtomicInteger();
    private volatile boolean closed;

    SeatWatchers(WatchedState map, MapNotice catchUp) {
        this.map = map;
        this.catchUp = catchUp;
    }

    /** @return ends the stream, from any thread */
    Runnable add(long after, SeatOutlet outlet) {
        Section section = sections.computeIfAbsent(outlet.loop(), Section::new);
        Watcher watcher = new Watcher(section, after, outlet);
        size.incrementAndGet();
        section.loop.execute(watcher::begin);
        return watcher;
    }

    int size() {
        return size.get();
    }

    void publish(MapNotice tick) {
        sections.values().forEach(section -> section.publish(tick));
    }

    void catchUp() {
        for (Section section : sections.values()) {
            if (section.isBehind) {
                section.publish(catchUp);
            }
        }
    }

    /** Ends all streams. */
    void close() {
        closed = true;
        sections.values().forEach(section -> section.loop.execute(section::end));
    }

    /** The watchers on one event loop; only this loop touches fields that are not volatile. */
    private final class Section {
        private final Executor loop;
        private final List<Watcher> watchers = new ArrayList<>();
        private volatile MapNotice latest = catchUp;
        private volatile boolean isBehind; // a watcher was not ready
        private final AtomicInteger rounds = new AtomicInteger(); // requested and not finished
        private int next; // to be visited
        private int wanted; // requested rounds that the present one covers
        private boolean someBehind;

        // what the last watcher that had missed something was sent: the next one usually missed the same
        private long mergedAfter = -1;
        private @Nullable MapFrame merged;

        Section(Executor loop) {
            this.loop = loop;
        }

        void publish(MapNotice tick) {
            latest = tick;
            if (rounds.getAndIncrement() == 0) {
                loop.execute(this::begin);
            }
        }

        private void begin() {
            wanted = rounds.get();
            next = watchers.size();
            someBehind = false;
            goOn();
        }

        private void goOn() {
            int until = Math.max(0, Math.min(next, watchers.size()) - VISITS_AT_ONCE);
            MapNotice tick = latest;
            for (next = Math.min(next, watchers.size()) - 1; next >= until; next--) {
                someBehind |= !watchers.get(next).visit(tick);
            }
            next = until;
            if (until > 0) {
                loop.execute(this::goOn);
                return;
            }
            isBehind = someBehind;
            if (rounds.addAndGet(-wanted) > 0) {
                loop.execute(this::begin);
            }
        }

        MapFrame mergedSince(long after) {
            MapFrame made = merged;
            if (made == null || mergedAfter != after || made.version() != map.version()) {
                made = map.mergedSince(after);
                merged = made;
                mergedAfter = after;
            }
            return made;
        }

        void end() {
            List.copyOf(watchers).forEach(watcher -> watcher.outlet.end());
        }
    }

    /** One stream, and the version that it has. */
    private final class Watcher implements Runnable {
        private static final int NOT_IN_SECTION = -1;

        private final Section section;
        private final SeatOutlet outlet;
        private long sent;
        private int beginning;
        private int at = NOT_IN_SECTION; // its index in the section
        private boolean greeted;
        private boolean over;

        Watcher(Section section, long after, SeatOutlet outlet) {
            this.section = section;
            this.sent = after;
            this.outlet = outlet;
            this.beginning = map.beginning();
        }

        void begin() {
            if (over) {
                return;
            }
            if (closed) {
                outlet.end();
                return;
            }
            at = section.watchers.size();
            section.watchers.add(this);
            if (!visit(catchUp)) {
                section.isBehind = true;
            }
        }

        /** Ends the stream. */
        @Override
        public void run() {
            section.loop.execute(this::leave);
        }

        private void leave() {
            if (over) {
                return;
            }
            over = true;
            size.decrementAndGet();
            if (at != NOT_IN_SECTION) {
                Watcher last = section.watchers.removeLast();
                if (last != this) {
                    section.watchers.set(at, last); // a present round may visit it twice, which it notices
                    last.at = at;
                }
            }
        }

        /** False if the reader has not taken what it was sent before. */
        boolean visit(MapNotice tick) {
            if (!outlet.isReady()) {
                return false;
            }
            long version = map.version();
            if (beginning != map.beginning() || map.isLost(sent)) {
                beginning = map.beginning();
                send(map.startOver());
            } else if (sent > version) { // another node showed it more
                if (!greeted || tick.isHeartbeat()) {
                    outlet.write(catchUp.frame());
                }
            } else if (tick.from() == sent && tick.to() > sent) {
                send(new MapFrame(tick.to(), tick.frame()));
            } else if (sent < version || !greeted) {
                send(section.mergedSince(sent));
            } else if (tick.isHeartbeat()) {
                outlet.write(tick.frame());
            }
            greeted = true;
            return true;
        }

        private void send(MapFrame frame) {
            sent = frame.version();
            outlet.write(frame.bytes());
        }
    }
}
