package io.onsale.seat.map;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * This node's copy of one performance's seats, and those who watch it. One loop writes, any thread reads. For each seat it knows
 * in which version it changed last, so what a watcher missed is one merged delta, without asking Redis.
 */
public final class SeatMap {
    private static final byte[] HEARTBEAT = ": \n\n".getBytes(StandardCharsets.US_ASCII);
    /** How far a watcher may be ahead of us: it saw another node's map. Beyond it, it is lost. */
    private static final long AHEAD_MAX = 100_000;

    /** All seats at one version, as JSON {@code {version,states}}. Do not change the array. */
    @SuppressWarnings("ArrayRecordComponent") // one copy for all readers
    public record Snapshot(long version, byte[] json) {}

    private enum Readiness {
        NEW,
        READY,
        MISSING
    }

    /** Something all watchers hear of. With {@code from == to} it is only a sign of life. */
    @SuppressWarnings("ArrayRecordComponent") // one frame for all watchers
    private record Tick(long from, long to, boolean startsOver, byte[] frame) {}

    /** What a watcher gets, and how far it is then. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Frame(long version, byte[] bytes) {}

    private static final Tick OPENING = new Tick(-1, -1, false, HEARTBEAT);

    private final int seatCount;
    private final Sinks.Many<Tick> ticks = Sinks.many().multicast().directBestEffort();
    private final Sinks.Empty<Void> looked = Sinks.empty();
    private final Sinks.Empty<Void> closed = Sinks.empty();

    // written under the lock
    private Readiness readiness = Readiness.NEW;
    private SeatStates states;
    private long floor; // what changed after this version is known
    private final long[] changedIn;
    private volatile long version;
    private volatile @Nullable Snapshot snapshot;

    public SeatMap(int seatCount) {
        this.seatCount = seatCount;
        this.states = SeatStates.available(0, seatCount);
        this.changedIn = new long[seatCount];
    }

    int seatCount() {
        return seatCount;
    }

    long version() {
        return version;
    }

    public boolean isReady() {
        synchronized (changedIn) {
            return readiness == Readiness.READY;
        }
    }

    /** Done when somebody has looked for the seats for the first time, whether they were there or not. */
    Mono<Void> whenLooked() {
        return looked.asMono();
    }

    /** All seats; made once a version. */
    public Snapshot snapshot() {
        Snapshot made = snapshot;
        if (made != null && made.version() == version) {
            return made;
        }
        synchronized (changedIn) {
            String json = "{\"version\":" + version + ",\"states\":\"" + states.toBase64() + "\"}";
            made = new Snapshot(version, json.getBytes(StandardCharsets.US_ASCII));
            snapshot = made;
            return made;
        }
    }

    /** A copy of the states. */
    public SeatStates states() {
        synchronized (changedIn) {
            return states.copy();
        }
    }

    /**
     * Frames of server-sent events: {@code seats} with what changed, {@code snapshot} when the watcher must read all seats again,
     * and signs of life. A slow reader gets fewer and larger ones: nothing is kept for it.
     *
     * @param after the version that the watcher has; null: the present one
     */
    public Flux<byte[]> watch(@Nullable Long after) {
        return Flux.defer(() -> {
            Watcher watcher = new Watcher(after == null ? version : after);
            // listens before it catches up: between the two nothing is missed
            return Flux.merge(ticks.asFlux(), Mono.just(OPENING))
                    .takeUntilOther(closed.asMono())
                    .onBackpressureLatest()
                    .<byte[]>handle((tick, sink) -> watcher.next(tick, sink::next));
        });
    }

    int watchers() {
        return ticks.currentSubscriberCount();
    }

    boolean isWatched() {
        return watchers() > 0;
    }

    /** Takes over all seats, because there is nothing to build on or the past was trimmed. */
    void load(SeatStates loaded, List<SeatDelta> past) {
        boolean startsOver;
        synchronized (changedIn) {
            startsOver = loaded.version() < version;
            states = loaded;
            floor = past.isEmpty() ? loaded.version() : past.getFirst().version() - 1;
            past.forEach(delta -> delta.changes().forEach(change -> changedIn[change.index()] = delta.version()));
            version = loaded.version();
            snapshot = null;
            readiness = Readiness.READY;
        }
        looked.tryEmitEmpty();
        ticks.tryEmitNext(new Tick(-1, version, startsOver, HEARTBEAT)); // each watcher works out what it missed
    }

    /** Takes over what changed. The deltas follow the present version without a gap. */
    void apply(List<SeatDelta> deltas) {
        long before = version;
        synchronized (changedIn) {
            for (SeatDelta delta : deltas) {
                for (SeatDelta.Change change : delta.changes()) {
                    states.set(change.index(), change.state());
                    changedIn[change.index()] = delta.version();
                }
            }
            long last = deltas.getLast().version();
            states.setVersion(last);
            version = last;
        }
        if (isWatched()) {
            Frame merged = mergedSince(before);
            ticks.tryEmitNext(new Tick(before, merged.version(), false, merged.bytes()));
        }
    }

    /** The seats are not there; watchers stay and hear of it when they are back. */
    void missing() {
        synchronized (changedIn) {
            readiness = Readiness.MISSING;
        }
        looked.tryEmitEmpty();
    }

    void signOfLife() {
        long now = version;
        ticks.tryEmitNext(new Tick(now, now, false, HEARTBEAT));
    }

    /** Ends all streams. */
    void close() {
        closed.tryEmitEmpty();
        ticks.tryEmitComplete();
    }

    private boolean isLost(long after) {
        synchronized (changedIn) {
            return after < floor || after > version + AHEAD_MAX;
        }
    }

    private Frame mergedSince(long after) {
        StringBuilder changes = new StringBuilder(128);
        synchronized (changedIn) {
            for (int i = 0; i < seatCount; i++) {
                if (changedIn[i] > after) {
                    changes.append(changes.isEmpty() ? "[" : ",[").append(i).append(',');
                    changes.append(states.get(i).bits()).append(']');
                }
            }
            return frame("seats", version, "{\"version\":" + version + ",\"changes\":[" + changes + "]}");
        }
    }

    private static Frame frame(String event, long id, String data) {
        String text = "id: " + id + "\nevent: " + event + "\ndata: " + data + "\n\n";
        return new Frame(id, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** One stream, and how far it is. Called by one thread at a time. */
    private final class Watcher {
        private long sent;
        private boolean greeted; // a later tick may have taken the opening's place

        Watcher(long after) {
            this.sent = after;
        }

        void next(Tick tick, Consumer<byte[]> out) {
            if (tick.startsOver() || isLost(sent)) {
                long now = version;
                out.accept(move(frame("snapshot", now, "{\"version\":" + now + "}")));
            } else if (!greeted || (tick.to() > sent && tick.from() != sent)) {
                out.accept(sent > version ? HEARTBEAT : move(mergedSince(sent)));
            } else if (tick.from() == sent) {
                out.accept(move(new Frame(tick.to(), tick.frame())));
            }
            greeted = true;
        }

        private byte[] move(Frame frame) {
            sent = frame.version();
            return frame.bytes();
        }
    }
}
