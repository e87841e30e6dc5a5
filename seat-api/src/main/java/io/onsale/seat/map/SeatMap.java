package io.onsale.seat.map;

import io.onsale.kernel.id.FanId;
import io.onsale.seat.map.SeatCountsFeed.CountsJson;
import io.onsale.seat.plan.Hall;
import io.onsale.seat.seat.SeatState;
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
public final class SeatMap implements WatchedState {
    private static final byte[] HEARTBEAT = ": \n\n".getBytes(StandardCharsets.US_ASCII);
    /** How many versions a watcher may be ahead, because it saw another node's map. Beyond that it must start over. */
    private static final long AHEAD_MAX = 100_000;
    /** The version of a watcher whose last event id is no version of ours. */
    public static final long FOREIGN = -1;

    /** All seats at one version, as JSON {@code {version,states,areas}}, plain and compressed. Do not change the arrays. */
    @SuppressWarnings("ArrayRecordComponent") // one copy for all readers
    public record Snapshot(long version, byte[] json, byte[] gzip) {}

    private enum Readiness {
        NEW,
        READY,
        MISSING
    }

    /** Tells each watcher to work out on its own what it missed. */
    private static final MapNotice CATCH_UP = new MapNotice(-1, -1, HEARTBEAT);

    private final int seatCount;
    private final SeatGroups groups;
    private final Holders holders;
    private volatile Instant asOf = Instant.EPOCH;
    private final SeatWatchers watchers = new SeatWatchers(this, CATCH_UP);
    private final SeatCountsFeed counts = new SeatCountsFeed(this);
    private final SeatWatchers countWatchers = new SeatWatchers(counts, CATCH_UP);
    private final Sinks.Empty<Void> looked = Sinks.empty();

    // written under the lock
    private Readiness readiness = Readiness.NEW;
    private SeatStates states;
    private volatile long floor; // changes after this version are known
    private volatile int beginning; // counts how often the versions started over
    private final long[] changedIn;
    private volatile long version;
    private volatile @Nullable Snapshot snapshot;

    public SeatMap(Hall hall) {
        this(SeatGroups.of(hall));
    }

    /** A map whose seats are in no section. */
    SeatMap(int seatCount) {
        this(SeatGroups.none(seatCount));
    }

    private SeatMap(SeatGroups groups) {
        this.groups = groups;
        this.seatCount = groups.seatCount();
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
            return holders.chance(states.get(index), index, asker, now);
        }
    }

    /** How many of these seats are not {@link SeatChance#GONE}; stops at {@code enough}. */
    public int notGone(int first, int length, FanId asker, Instant now, int enough) {
        synchronized (changedIn) {
            return holders.notGone(states, first, length, asker, now, enough);
        }
    }

    /**
     * The stretches of seats side by side within {@code length} seats from {@code first} that anybody may get.
     *
     * @param now counts seats as well whose hold may end within a second of it; null: only those that are available
     */
    public void stretches(int first, int length, @Nullable Instant now, Stretch found) {
        synchronized (changedIn) {
            holders.stretches(states, first, length, now, found);
        }
    }

    int seatCount() {
        return seatCount;
    }

    @Override
    public long version() {
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
            byte[] json = SnapshotJson.of(states, groups.count(states));
            made = new Snapshot(version, json, SnapshotJson.gzip(json));
            snapshot = made;
            return made;
        }
    }

    /** The seats by section and grade as JSON; made once per version. Do not change the array. */
    public byte[] counts() {
        return counts.json();
    }

    CountsJson count() {
        synchronized (changedIn) {
            return new CountsJson(version, groups.count(states));
        }
    }

    /** States of some seats at one version, in the order of the indices. */
    public SomeStates statesOf(List<Integer> indices) {
        synchronized (changedIn) {
            return new SomeStates(version, indices.stream().map(states::get).toList());
        }
    }

    /** What {@link #statesOf} answers. */
    public record SomeStates(long version, List<SeatState> states) {}

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

    /** Sends frames {@code counts}, at once and then at most once a second, with all counts; else like {@link #watch}. */
    public Runnable watchCounts(@Nullable Long after, SeatOutlet outlet) {
        return countWatchers.add(after == null ? version : after, outlet);
    }

    int watchers() {
        return watchers.size() + countWatchers.size();
    }

    boolean isWatched() {
        return watchers() > 0;
    }

    /** Lets watchers catch up that were not ready when something changed. */
    void catchUp() {
        watchers.catchUp();
        countWatchers.catchUp();
    }

    /** Publishes the counts to their watchers if they may have changed. */
    void publishCounts() {
        if (countWatchers.size() > 0 && counts.isNew()) {
            countWatchers.publish(CATCH_UP);
        }
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
            MapFrame merged = mergedSince(before);
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
        countWatchers.publish(new MapNotice(now, now, HEARTBEAT));
    }

    /** Ends all streams. */
    void close() {
        watchers.close();
        countWatchers.close();
    }

    /** Whether it is unknown what changed since {@code after}. */
    @Override
    public boolean isLost(long after) {
        return after < floor || after > version + AHEAD_MAX;
    }

    /** Changes when the versions start over. */
    @Override
    public int beginning() {
        return beginning;
    }

    @Override
    public MapFrame startOver() {
        long now = version;
        return frame("snapshot", now, "{\"version\":" + now + "}");
    }

    @Override
    public MapFrame mergedSince(long after) {
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

    private static MapFrame frame(String event, long id, String data) {
        String text = "id: " + id + "\nevent: " + event + "\ndata: " + data + "\n\n";
        return new MapFrame(id, text.getBytes(StandardCharsets.US_ASCII));
    }
}
