package io.onsale.seat.map;

import io.onsale.kernel.id.FanId;
import io.onsale.seat.seat.SeatStates;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * This node's replica of one performance's seats, and its watchers. One loop writes, any thread reads. For each seat it keeps the version in
 * which it changed last, so that whatever a watcher missed is one merged delta, without a read of Redis.
 */
public final class SeatMap {
    private static final byte[] HEARTBEAT = ": \n\n".getBytes(StandardCharsets.US_ASCII);
    /** How many versions a watcher may be ahead, because it saw another node's map. Beyond that it must start over. */
    private static final long AHEAD_MAX = 100_000;
    /** The version of a watcher whose last event id is no version of ours. */
    public static final long FOREIGN = -1;

    /** All seats at one version, as JSON {@code {version,states}}. Do not change the array. */
    @SuppressWarnings("ArrayRecordComponent") // one copy for all readers
    public record Snapshot(long version, byte[] json) {}

    private enum Readiness {
        NEW,
        READY,
        MISSING
    }

    /** Something of which all watchers are notified. With {@code from == to} it is only a heartbeat. */
    @SuppressWarnings("ArrayRecordComponent") // one frame for all watchers
    record MapNotice(long from, long to, byte[] frame) {
        boolean isHeartbeat() {
            return from == to && from >= 0;
        }
    }

    /** What a watcher is sent, and its version after that. */
    @SuppressWarnings("ArrayRecordComponent")
    record Frame(long version, byte[] bytes) {}

    /** Tells each watcher to work out on its own what it missed. */
    private static final MapNotice CATCH_UP = new MapNotice(-1, -1, HEARTBEAT);

    private final int seatCount;
    private final Holders holders;
    private volatile Instant asOf = Instant.EPOCH;
    private final SeatWatchers watchers = new SeatWatchers(this, CATCH_UP);
    private final Sinks.Empty<Void> looked = Sinks.empty();

    // written under the lock
    private Readiness readiness = Readiness.NEW;
    private SeatStates states;
    private volatile long floor; // changes after this version are known
    private volatile int beginning; // counts how often the versions started over
    private final long[] changedIn;
    private volatile long version;
    private volatile @Nullable Snapshot snapshot;

    public SeatMap(int seatCount) {
        this.seatCount = seatCount;
        this.states = SeatStates.available(0, seatCount);
        this.changedIn = new long[seatCount];
        this.holders = new Holders(seatCount);
    }

    /** When this replica was current for the last time, by this node's clock. */
    public Instant asOf() {
        return asOf;
    }

    /** It was current at {@code at}. */
    void current(Instant at) {
        asOf = at;
    }

    /** What the asker may still get of a seat, with a second to spare for requests on their way. */
    public SeatChance chance(int index, FanId asker, Instant now) {
        synchronized (changedIn) {
            return chanceOf(index, asker, now);
        }
    }

    /** How many of these seats are not {@link SeatChance#GONE}; stops at {@code enough}. */
    public int notGone(int first, int length, FanId asker, Instant now, int enough) {
        int count = 0;
        synchronized (changedIn) {
            for (int index = first; index < first + length && count < enough; index++) {
                count += chanceOf(index, asker, now) == SeatChance.GONE ? 0 : 1;
            }
        }
        return count;
    }

    private SeatChance chanceOf(int index, FanId asker, Instant now) {
        return switch (states.get(index)) {
            case AVAILABLE -> SeatChance.OPEN;
            case BLOCKED -> SeatChance.UNSURE;
            case HELD ->
                holders.isHeldAt(index, now.plus(SeatChance.MARGIN)) ? chanceOfTaken(index, asker) : SeatChance.UNSURE;
            case SOLD -> chanceOfTaken(index, asker);
        };
    }

    private SeatChance chanceOfTaken(int index, FanId asker) {
        if (!holders.isKnown(index)) {
            return SeatChance.GONE_UNLESS_OWN;
        }
        return holders.mayBe(index, asker) ? SeatChance.UNSURE : SeatChance.GONE;
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

    /** Done when the seats have been looked up for the first time, whether they were there or not. */
    Mono<Void> whenLooked() {
        return looked.asMono();
    }

    /** All seats; made once per version. */
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
     * Sends frames of server-sent events: {@code seats} with what changed, {@code snapshot} when the watcher must read all seats again,
     * and heartbeats. A slow reader gets fewer and larger frames: nothing is buffered for it.
     *
     * @param after the version that the watcher has; null: the present one
     * @param outlet ended when this node drops the map
     * @return ends the stream, from any thread
     */
    public Runnable watch(@Nullable Long after, SeatOutlet outlet) {
        return watchers.add(after == null ? version : after, outlet);
    }

    int watchers() {
        return watchers.size();
    }

    boolean isWatched() {
        return watchers() > 0;
    }

    /** Lets watchers catch up that were not ready when something changed. */
    void catchUp() {
        watchers.catchUp();
    }

    /** Takes over all seats, because there is no earlier version to build on or the past was trimmed. */
    void load(SeatStates loaded, List<SeatDelta> past) {
        synchronized (changedIn) {
            if (loaded.version() < version) {
                beginning++;
            }
            states = loaded;
            floor = past.isEmpty() ? loaded.version() : past.getFirst().version() - 1;
            past.forEach(delta -> delta.changes().forEach(change -> changedIn[change.index()] = delta.version()));
            holders.clear();
            past.forEach(holders::apply);
            version = loaded.version();
            snapshot = null;
            readiness = Readiness.READY;
        }
        looked.tryEmitEmpty();
        watchers.publish(CATCH_UP);
    }

    /** Takes over what changed. The deltas follow the present version without a gap. */
    void apply(List<SeatDelta> deltas) {
        long before = version;
        synchronized (changedIn) {
            for (SeatDelta delta : deltas) {
                for (SeatDelta.SeatChange change : delta.changes()) {
                    states.set(change.index(), change.state());
                    changedIn[change.index()] = delta.version();
                }
                holders.apply(delta);
            }
            long last = deltas.getLast().version();
            states.setVersion(last);
            version = last;
        }
        if (isWatched()) {
            Frame merged = mergedSince(before);
            watchers.publish(new MapNotice(before, merged.version(), merged.bytes()));
        }
    }

    /** The seats are missing; watchers stay and are notified when they are back. */
    void missing() {
        synchronized (changedIn) {
            readiness = Readiness.MISSING;
        }
        looked.tryEmitEmpty();
    }

    void heartbeat() {
        long now = version;
        watchers.publish(new MapNotice(now, now, HEARTBEAT));
    }

    /** Ends all streams. */
    void close() {
        watchers.close();
    }

    /** Whether it is unknown what changed since {@code after}. */
    boolean isLost(long after) {
        return after < floor || after > version + AHEAD_MAX;
    }

    /** Changes when the versions start over. */
    int beginning() {
        return beginning;
    }

    Frame startOver() {
        long now = version;
        return frame("snapshot", now, "{\"version\":" + now + "}");
    }

    Frame mergedSince(long after) {
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
}
