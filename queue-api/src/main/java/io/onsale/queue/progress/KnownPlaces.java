package io.onsale.queue.progress;

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

/** The places that this node has met in one sale, and whose of those who watch have to be asked for. */
final class KnownPlaces {
    private static final int UNKNOWN_MAX = 10_000; // fans who ask for a place that they do not have
    private static final Duration UNKNOWN_KEPT = Duration.ofSeconds(10);

    private final SaleId sale;
    private final Receipts receipts;
    private final Watchers watchers;
    private final PlaceMemory places;
    private final Cache<String, PollPace> unknown = Caffeine.newBuilder()
            .maximumSize(UNKNOWN_MAX)
            .expireAfterAccess(UNKNOWN_KEPT)
            .build();
    private final Queue<FanId> strangers = new ConcurrentLinkedQueue<>(); // to be looked up anew
    private final Queue<KnownPlace> undrawn = new ConcurrentLinkedQueue<>(); // whose numbers are to be asked for
    private volatile int track; // written by the one thread that puts up snapshots

    KnownPlaces(SaleId sale, Receipts receipts, Watchers watchers, PlaceMemory places) {
        this.sale = sale;
        this.places = places;
        this.receipts = receipts;
        this.watchers = watchers;
    }

    /** The sale is over. */
    void takeDown() {
        places.forget(this);
    }

    /** What happened meanwhile was not heard here: each place is asked for anew. What was shown of it still counts. */
    void loseTrack() {
        track++;
        watchers.known().forEach(known -> strangers.add(known.fan()));
    }

    /** From now on not all that becomes of this place is heard here. */
    void forget(KnownPlace known) {
        known.loseTrack();
        strangers.add(known.fan());
    }

    /** The draw is fixed: those who watch and were in the lobby can learn their numbers. */
    void askForDrawnNumbers() {
        watchers.known().forEach(this::askForDrawnNumber);
    }

    void askForDrawnNumber(KnownPlace known) {
        if (known.isToBeDrawn() && watchers.watches(known.fan())) {
            undrawn.add(known);
        }
    }

    /** Fans who watch and whose places have to be looked up anew, at most {@code max}. */
    List<FanId> takeStrangers(int max) {
        List<FanId> taken = new ArrayList<>();
        while (taken.size() < max && !strangers.isEmpty()) {
            FanId fan = strangers.poll();
            if (fan != null && watchers.watches(fan) && find(fan) == null) { // else it has gone, or has been looked up
                taken.add(fan);
            }
        }
        return taken;
    }

    /** Places of fans who watch and whose numbers have been drawn but are not known here, at most {@code max}. */
    List<KnownPlace> takeUndrawn(int max) {
        List<KnownPlace> taken = new ArrayList<>();
        while (taken.size() < max && !undrawn.isEmpty()) {
            KnownPlace known = undrawn.poll();
            if (known != null && known.isToBeDrawn()) {
                taken.add(known);
            }
        }
        return taken;
    }

    void stillUndrawn(KnownPlace known) {
        undrawn.add(known);
    }

    void stillStranger(FanId fan) {
        strangers.add(fan);
    }

    /** How often the fan has asked lately. */
    PollPace pace(FanId fan, @Nullable KnownPlace known) {
        return known != null ? known.polls() : Objects.requireNonNull(unknown.get(fan.value(), id -> new PollPace()));
    }

    /** The fan's place if this node knows it and hears of all its changes; ended ones are not followed. */
    @Nullable
    KnownPlace find(FanId fan) {
        return find(fan.value());
    }

    @Nullable
    KnownPlace find(String fan) {
        KnownPlace known = remembered(fan);
        return known != null && known.isOnTrack(track) ? known : null;
    }

    /** The cache may have given up a place that a watcher still has. */
    private @Nullable KnownPlace remembered(String fan) {
        KnownPlace known = places.find(this, fan);
        return known == null ? watchers.known(fan) : known;
    }

    /** The fan's place as it was last known. */
    @Nullable
    KnownPlace remembered(FanId fan) {
        return remembered(fan.value());
    }

    /** What is known of the fan's place now, for a watcher that knew {@code before}. */
    KnownPlace current(FanId fan, KnownPlace before) {
        KnownPlace known = places.find(this, fan.value());
        return known == null ? before : known;
    }

    /** Whether this node hears of all that becomes of {@code known}. */
    boolean hearsOf(KnownPlace known) {
        return known.isOnTrack(track);
    }

    /** Remembers what Redis just told of a place. What was shown of it before still counts. */
    KnownPlace learn(FanId fan, Place place, long ahead) {
        KnownPlace known = places.renew(this, fan.value(), remembered -> {
            KnownPlace before = remembered == null ? watchers.known(fan.value()) : remembered;
            if (before != null && before.is(place)) {
                before.learn(place, track);
                return before;
            }
            return before != null && !before.isBefore(place)
                    ? before
                    : new KnownPlace(fan, place, receipts.receipt(sale, fan, place), track);
        });
        if (known.is(place) && place.number() > 0) {
            known.show(ahead);
        }
        return known;
    }
}
