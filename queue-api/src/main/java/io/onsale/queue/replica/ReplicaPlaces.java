package io.onsale.queue.replica;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.Receipts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** This node's cached places of one sale, and the queues of watched fans whose places must be read again. */
public final class ReplicaPlaces {
    private static final int WITHOUT_PLACE_MAX = 10_000; // fans who ask for a place that they do not have
    private static final Duration WITHOUT_PLACE_KEPT = Duration.ofSeconds(10);

    private final SaleId sale;
    private final Receipts receipts;
    private final PlaceCache cache;
    private final Cache<String, PollPace> withoutPlace = Caffeine.newBuilder()
            .maximumSize(WITHOUT_PLACE_MAX)
            .expireAfterAccess(WITHOUT_PLACE_KEPT)
            .build();
    private final Queue<FanId> untracked = new ConcurrentLinkedQueue<>(); // to be read from Redis again
    private final Queue<ReplicaPlace> undrawn = new ConcurrentLinkedQueue<>(); // whose drawn numbers must be looked up
    private WatchedPlaces watched = WatchedPlaces.NONE;
    private volatile int generation; // written by the one thread that reads the line

    ReplicaPlaces(SaleId sale, Receipts receipts, PlaceCache cache) {
        this.sale = sale;
        this.receipts = receipts;
        this.cache = cache;
    }

    /** To be called once, before anything else. */
    void setWatched(WatchedPlaces places) {
        watched = places;
    }

    /** The sale is over. */
    void remove() {
        cache.remove(this);
    }

    /** Changes were missed: each place has to be read again. What was shown of it still counts. */
    void startGeneration() {
        generation++;
        watched.all().forEach(place -> untracked.add(place.fan()));
    }

    /** From now on this node does not see all changes of this place. */
    void untrack(ReplicaPlace place) {
        place.untrack();
        untracked.add(place.fan());
    }

    /** The draw is fixed: the watched places of the lobby can learn their numbers. */
    void lookUpDrawnNumbers() {
        watched.all().forEach(this::lookUpDrawnNumber);
    }

    void lookUpDrawnNumber(ReplicaPlace place) {
        if (place.isToBeDrawn() && watched.contains(place.fan().value())) {
            undrawn.add(place);
        }
    }

    /** Watched fans whose places must be read again, at most {@code max}. */
    List<FanId> takeUntracked(int max) {
        List<FanId> taken = new ArrayList<>();
        while (taken.size() < max && !untracked.isEmpty()) {
            FanId fan = untracked.poll();
            if (fan != null
                    && watched.contains(fan.value())
                    && find(fan) == null) { // else it is gone, or was read since
                taken.add(fan);
            }
        }
        return taken;
    }

    /** Watched places whose drawn numbers are not known here, at most {@code max}. */
    List<ReplicaPlace> takeUndrawn(int max) {
        List<ReplicaPlace> taken = new ArrayList<>();
        while (taken.size() < max && !undrawn.isEmpty()) {
            ReplicaPlace place = undrawn.poll();
            if (place != null && place.isToBeDrawn()) {
                taken.add(place);
            }
        }
        return taken;
    }

    void retryUndrawn(ReplicaPlace place) {
        undrawn.add(place);
    }

    void retryUntracked(FanId fan) {
        untracked.add(fan);
    }

    /** The fan's poll limit. */
    public PollPace polls(FanId fan, @Nullable ReplicaPlace place) {
        return place != null
                ? place.polls()
                : Objects.requireNonNull(withoutPlace.get(fan.value(), id -> new PollPace()));
    }

    /** The fan's place if this node has it and sees all its changes; ended places are not tracked. */
    public @Nullable ReplicaPlace find(FanId fan) {
        return find(fan.value());
    }

    @Nullable
    ReplicaPlace find(String fan) {
        ReplicaPlace place = findStale(fan);
        return place != null && isTracked(place) ? place : null;
    }

    /** The fan's place as this node knew it last, up to date or not. */
    public @Nullable ReplicaPlace findStale(FanId fan) {
        return findStale(fan.value());
    }

    /** The cache may have evicted a place that a stream still has. */
    private @Nullable ReplicaPlace findStale(String fan) {
        ReplicaPlace place = cache.find(this, fan);
        return place == null ? watched.find(fan) : place;
    }

    /** The fan's place now, for a stream that has {@code before}. */
    public ReplicaPlace current(FanId fan, ReplicaPlace before) {
        ReplicaPlace place = cache.find(this, fan.value());
        return place == null ? before : place;
    }

    /** Whether this node sees all changes of {@code place}. */
    public boolean isTracked(ReplicaPlace place) {
        return place.isOf(generation);
    }

    /** Stores what Redis returned for a place. What was shown of it before still counts. */
    ReplicaPlace update(FanId fan, Place place, long ahead) {
        ReplicaPlace updated = cache.renew(this, fan.value(), cached -> {
            ReplicaPlace before = cached == null ? watched.find(fan.value()) : cached;
            if (before != null && before.is(place)) {
                before.update(place, generation);
                return before;
            }
            return before != null && !before.isBefore(place) ? before : create(fan, place);
        });
        if (updated.is(place) && place.number() > 0) {
            updated.show(ahead);
        }
        return updated;
    }

    /** A place as Redis returned it, for one response: not cached, not kept up to date. */
    public ReplicaPlace detached(FanId fan, Place place, long ahead) {
        ReplicaPlace detached = create(fan, place);
        if (place.number() > 0) {
            detached.show(ahead);
        }
        return detached;
    }

    private ReplicaPlace create(FanId fan, Place place) {
        return new ReplicaPlace(fan, place, receipts.receipt(sale, fan, place), generation);
    }
}
