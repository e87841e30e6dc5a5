package io.onsale.queue.replica;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.eta.AdmissionPace;
import io.onsale.queue.eta.SoldOutGuess;
import io.onsale.queue.line.LineSnapshot;
import io.onsale.queue.line.LogEntry;
import io.onsale.queue.line.LogEntry.Kind;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.Receipts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * This node's copy of one sale's line: the latest snapshot, and the places of the fans that this node has seen. Everything that fans are
 * shown is computed from it. One thread at a time applies snapshots and log entries; all threads read. Subscribers are notified of changes.
 */
public final class LineReplica {
    /** An older reading is not shown any more; there are five readings per second. */
    static final Duration STALE_AFTER = Duration.ofSeconds(5);

    /** After a longer gap log entries may be missing; shorter than the time for which Redis keeps them. */
    static final Duration GAP_MAX = Duration.ofSeconds(30);

    /** A snapshot, the pace at that time, and when it was read by {@link System#nanoTime}. */
    public record Reading(LineSnapshot line, AdmissionPace pace, long readNanos) {}

    /** The sale as shown; {@code version} grows whenever all fans must be notified at once. */
    private record Standing(SaleView sale, long version) {}

    /**
     * The sale at one moment, for those who notify streams.
     *
     * @param readNanos when {@code sale} was read
     * @param serverTime by Redis' clock; null until the line was read
     * @param version grows whenever all fans must be notified at once
     */
    public record Moment(
            long nanos,
            long readNanos,
            SaleView sale,
            @Nullable Instant serverTime,
            long version) {
        public long tick() {
            return Ticks.at(nanos);
        }
    }

    private final SaleId sale;
    private final SeatsLeft seats;
    private final LongSupplier nanos;
    private final ReplicaPlaces places;
    private final List<ReplicaSubscriber> subscribers = new CopyOnWriteArrayList<>();
    private final SoldOutGuess soldOut = new SoldOutGuess();
    private volatile @Nullable Reading latest;
    private volatile Standing standing = new Standing(SaleView.UNAVAILABLE, 0);

    /** @param nanos as {@link System#nanoTime} */
    LineReplica(SaleId sale, Receipts receipts, SeatsLeft seats, LongSupplier nanos, PlaceCache cache) {
        this.sale = sale;
        this.seats = seats;
        this.nanos = nanos;
        this.places = new ReplicaPlaces(sale, receipts, cache);
    }

    /** Adds a subscriber; before the replica is used. */
    public void subscribe(ReplicaSubscriber subscriber) {
        subscribers.add(subscriber);
    }

    /** Tells which places streams show; once, before the replica is used. */
    public void setWatched(WatchedPlaces watched) {
        places.setWatched(watched);
    }

    public SaleId sale() {
        return sale;
    }

    public ReplicaPlaces places() {
        return places;
    }

    /**
     * Takes a new snapshot and its log entries.
     *
     * @param since the newest log entry of the snapshot that it was read after; empty if there was none
     */
    synchronized void apply(LineSnapshot line, String since, long nanos) {
        Reading before = latest;
        if (before != null && !since.equals(before.line().lastEntryId())) {
            return; // another read was faster
        }
        if (before == null || isGap(before, line, nanos)) {
            latest = new Reading(line, AdmissionPace.from(line), nanos);
            places.startGeneration();
        } else {
            latest = new Reading(line, before.pace().after(line), nanos);
        }
        if (before != null && before.line().draw().registrations() == 0 && isDrawn()) {
            places.lookUpDrawnNumbers();
        }
        line.entries().stream()
                .filter(LogEntry::concernsAFan)
                .forEach(entry -> apply(entry, line.policy().opensAtMs(), nanos));
        SaleView now = SaleView.of(line, seats.of(sale));
        if (!now.seatsLeft().isEmpty()) {
            soldOut.record(now.totalLeft(), line.totals().served());
        }
        setStanding(now);
        subscribers.forEach(ReplicaSubscriber::saleChanged);
    }

    private static boolean isGap(Reading before, LineSnapshot line, long nanos) {
        return line.epoch() != before.line().epoch() || nanos - before.readNanos() > GAP_MAX.toNanos();
    }

    private void setStanding(SaleView now) {
        Standing before = standing;
        if (!now.equals(before.sale())) {
            standing = new Standing(now, now.isUrgentAfter(before.sale()) ? before.version() + 1 : before.version());
        }
    }

    private void apply(LogEntry entry, long opensAtMs, long now) {
        ReplicaPlace place = places.find(entry.fan());
        if (entry.kind() == Kind.READY && !entry.reason().equals("REBUILT")) {
            subscribers.forEach(subscriber -> subscriber.placeCalled(entry, place, opensAtMs));
        }
        if (place == null) {
            return;
        }
        if (entry.kind() == Kind.ABSENT) {
            subscribers.forEach(subscriber -> subscriber.placeAbsent(place, now));
        } else if (!place.isMeantBy(entry)) {
            if (entry.sinceMs() > place.place().sinceMs()) {
                places.untrack(place); // the fan has joined again through another node
            }
        } else if (entry.isRejoined()) {
            places.untrack(place);
        } else {
            place.advance(entry);
            placeChanged(entry.fan());
        }
    }

    private void placeChanged(String fan) {
        subscribers.forEach(subscriber -> subscriber.placeChanged(fan));
    }

    /** The line could not be read; subscribers are notified all the same, so that streams stay alive. */
    synchronized void readFailed(long nanos) {
        if (!isFresh(nanos)) {
            setStanding(standing.sale().unavailable());
        }
        subscribers.forEach(ReplicaSubscriber::saleChanged);
    }

    /** Stores what Redis returned for a place. Called on the thread that reads Redis, in the order of its replies. */
    void placed(FanId fan, Place place, long ahead) {
        ReplicaPlace updated = places.update(fan, place, ahead);
        if (isDrawn()) {
            places.lookUpDrawnNumber(updated);
        }
        placeChanged(fan.value());
    }

    /** The line does not know the place of a fan with a stream any more. */
    void placeLost(FanId fan) {
        subscribers.forEach(subscriber -> subscriber.placeLost(fan));
    }

    /** The fan has joined, or asked for its place. */
    public void seen(ReplicaPlace place, long nanos) {
        subscribers.forEach(subscriber -> subscriber.placeSeen(place, nanos));
    }

    void remove() {
        places.remove();
        subscribers.forEach(ReplicaSubscriber::removed);
    }

    public long nanos() {
        return nanos.getAsLong();
    }

    public Moment moment() {
        return moment(nanos());
    }

    public Moment moment(long nanos) {
        Reading now = latest;
        Standing stands = standing;
        if (now == null) {
            return new Moment(nanos, nanos, stands.sale(), null, stands.version());
        }
        long age = TimeUnit.NANOSECONDS.toMillis(nanos - now.readNanos());
        Instant serverTime = Instant.ofEpochMilli(now.line().nowMs() + age);
        return new Moment(nanos, now.readNanos(), stands.sale(), serverTime, stands.version());
    }

    /** Whether the latest reading is recent enough to be shown. */
    public boolean isFresh(long nanos) {
        Reading now = latest;
        return now != null && nanos - now.readNanos() <= STALE_AFTER.toNanos();
    }

    /** The latest reading; null until the line was read. */
    public @Nullable Reading latest() {
        return latest;
    }

    public @Nullable LineSnapshot line() {
        Reading now = latest;
        return now == null ? null : now.line();
    }

    /** Whether the order of the lobby has been drawn, so that each place's number can be known. */
    public boolean isDrawn() {
        LineSnapshot now = line();
        return now != null && now.draw().registrations() > 0;
    }

    /** Whether there may be no seats left when it is the turn of this place; null while unknown. */
    public @Nullable Boolean isLikelySoldOut(ReplicaPlace place) {
        return switch (place.place().state()) {
            case LOBBY -> null;
            case WAITING -> isLikelySoldOut(place.shownAhead());
            case READY, ADMITTED, LEFT, MISSED, SERVED -> isLikelySoldOut(0);
        };
    }

    private @Nullable Boolean isLikelySoldOut(long ahead) {
        SaleView now = standing.sale();
        return now.seatsLeft().isEmpty() ? null : Boolean.valueOf(soldOut.isLikely(now.totalLeft(), ahead));
    }
}
