package io.onsale.queue.stream;

import io.onsale.queue.presence.TimerWheel;
import io.onsale.queue.replica.LineReplica;
import io.onsale.queue.replica.LineReplica.Moment;
import io.onsale.queue.replica.Ticks;
import io.onsale.queue.stream.Update.ComeBack;
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
 * The streams of one sale on one event loop. Each round visits, on that loop and without handing work to other threads, the streams that
 * are due, those whose place has changed, and, when the sale has changed, all. Only {@link #wake}, {@link #placeChanged} and
 * {@link #execute} may be called from other threads.
 */
final class WatcherLoop {
    /** Per turn, then other work of the event loop runs: about two milliseconds of writing. */
    private static final int VISITS_AT_ONCE = 128;

    /** A client that reads nothing for this long has gone, or as good as gone. */
    private static final long STALL_MAX_NANOS = Duration.ofSeconds(30).toNanos();

    private final SaleStreams streams;
    private final LineReplica replica;
    private final Executor loop;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Queue<OpenStream> changed = new ConcurrentLinkedQueue<>();
    private final List<OpenStream> all = new ArrayList<>();
    private final TimerWheel<OpenStream> wheel;
    private final ArrayDeque<OpenStream> due = new ArrayDeque<>();
    private int walk = -1; // the next stream to visit of all; -1: none
    private long versionSeen;
    private long roundNanos;
    private @Nullable DrainPlan plan;
    private boolean done;

    WatcherLoop(SaleStreams streams, LineReplica replica, Executor loop, Moment now) {
        this.streams = streams;
        this.replica = replica;
        this.loop = loop;
        this.versionSeen = now.version();
        this.wheel = new TimerWheel<>(StreamPace.GAP_TICKS_MAX + 2, now.tick());
    }

    void execute(Runnable task) {
        loop.execute(task);
    }

    /** The replica has changed. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            loop.execute(this::round);
        }
    }

    /** This stream's place has changed; it is visited in the next round. */
    void placeChanged(OpenStream stream) {
        changed.add(stream);
    }

    void add(OpenStream stream, StreamSink sink) {
        stream.sink = sink;
        stream.index = all.size();
        stream.dueTick = 0;
        all.add(stream);
        visit(stream, replica.moment(), false); // sends what has changed since the opening was written
        if (stream.sink != null) {
            scheduleSpread(stream);
        }
    }

    /** Streams that began, or were sent something, at the same moment are not all due again in the same tick. */
    private void scheduleSpread(OpenStream stream) {
        schedule(stream, 1 + Math.floorMod(stream.fan().value().hashCode(), stream.teller.gapTicks()));
    }

    void remove(OpenStream stream) {
        if (stream.sink == null) {
            return;
        }
        stream.sink = null;
        OpenStream last = all.removeLast();
        if (last != stream) {
            all.set(stream.index, last);
            last.index = stream.index;
        }
    }

    /** Sends {@code last} to this stream and ends it. */
    void dismiss(OpenStream stream, Update last) {
        StreamSink sink = stream.sink;
        if (sink != null) {
            sink.write(EventText.of(List.of(last)));
            end(stream, sink);
        }
    }

    /** Ends all streams, each in its own time. */
    void close(DrainPlan how) {
        plan = how;
        walk = all.size() - 1;
        round();
    }

    private void round() {
        woken.set(false);
        Moment now = replica.moment();
        if (now.version() != versionSeen) {
            versionSeen = now.version();
            walk = all.size() - 1;
        }
        if (roundNanos == 0) {
            roundNanos = now.readNanos();
        }
        wheel.advance(now.tick(), this::becomesDue);
        int visits = 0;
        while (visits < VISITS_AT_ONCE && visitNext(now)) {
            visits++;
        }
        if (visits == VISITS_AT_ONCE) {
            wake(); // continues after other work of the event loop
        } else {
            finish(visits);
        }
    }

    private void finish(int visits) {
        if (visits > 0) {
            streams.delayed(replica.nanos() - roundNanos);
        }
        roundNanos = 0;
        if (plan != null && !done) {
            done = true;
            plan.loopDone();
        }
    }

    private void becomesDue(OpenStream stream, long tick) {
        if (stream.dueTick == tick) { // else it was scheduled again since
            due.add(stream);
        }
    }

    private boolean visitNext(Moment now) {
        OpenStream stream = changed.poll();
        if (stream != null) {
            visit(stream, now, false);
            return true;
        }
        if (walk >= 0) {
            walk = Math.min(walk, all.size() - 1);
            if (walk >= 0) {
                visit(all.get(walk--), now, false);
                return true;
            }
        }
        stream = due.poll();
        if (stream != null) {
            visitDue(stream, now);
        }
        return stream != null;
    }

    private void visitDue(OpenStream stream, Moment now) {
        visit(stream, now, true);
        if (stream.sink != null && stream.stalledSinceNanos == 0) {
            schedule(stream, stream.teller.gapTicks());
        }
    }

    private void schedule(OpenStream stream, long ticks) {
        stream.dueTick = wheel.add(stream, Ticks.at(replica.nanos()) + ticks);
    }

    private void visit(OpenStream stream, Moment now, boolean isDue) {
        StreamSink sink = stream.sink;
        if (sink == null) {
            return; // ended while it was due
        }
        if (plan != null && plan.isSilent()) {
            end(stream, sink);
        } else if (plan != null) {
            dismiss(stream, new ComeBack(plan.nextDelayMs()));
        } else if (!sink.isReady()) {
            stalled(stream, sink, now);
        } else {
            stream.stalledSinceNanos = 0;
            send(stream, sink, now, isDue);
        }
    }

    private void send(OpenStream stream, StreamSink sink, Moment now, boolean isDue) {
        List<Update> updates = stream.teller.next(now, isDue);
        if (!updates.isEmpty()) {
            sink.write(EventText.of(updates));
        }
        if (stream.teller.isOver()) {
            end(stream, sink);
        } else if (!isDue && stream.dueTick - now.tick() > stream.teller.gapTicks()) {
            scheduleSpread(stream); // it is due more often from now on
        }
    }

    private void end(OpenStream stream, StreamSink sink) {
        sink.end();
        remove(stream);
        streams.end(stream);
    }

    /** Nothing is buffered for it: it is visited again with each tick, and sent the latest once it reads. */
    private void stalled(OpenStream stream, StreamSink sink, Moment now) {
        if (stream.stalledSinceNanos == 0) {
            stream.stalledSinceNanos = now.nanos();
        } else if (now.nanos() - stream.stalledSinceNanos > STALL_MAX_NANOS) {
            sink.cut();
            remove(stream);
            streams.end(stream);
            return;
        }
        schedule(stream, 1);
    }
}
