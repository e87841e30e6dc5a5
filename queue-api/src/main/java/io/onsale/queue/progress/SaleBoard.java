package io.onsale.queue.progress;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.line.Receipts;
import io.onsale.queue.progress.LogEntry.Kind;
import io.onsale.queue.sale.LineOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * What one node knows of one sale: the latest snapshot, and the places of the fans that it has met. Everything shown is computed from
 * these. The snapshot is put up by one thread at a time; everybody reads.
 */
final class SaleBoard {
    /** A snapshot that is older tells nothing any more; ticks come five times a second. */
    static final Duration STALE_AFTER = Duration.ofSeconds(5);

    /** Shorter than the time that Redis keeps log entries for nodes that are late. */
    static final Duration LOST_TRACK_AFTER = Duration.ofSeconds(30);

    private static final int PLACES_MAX = 200_000; // about 300 bytes each; others are looked up when asked for

    /** The snapshot, the pace, and when they were read by {@link System#nanoTime}. */
    private record Latest(LineSnapshot line, AdmissionPace pace, long readNanos) {}

    /** One tick: a beat for the watchers. {@code nanos} is now; {@code visible} says whether the snapshot is fresh. */
    record Tick(long nanos, boolean visible) {}

    private final SaleId sale;
    private final Receipts receipts;
    private final Cache<String, KnownPlace> places =
            Caffeine.newBuilder().maximumSize(PLACES_MAX).build();
    private final Sinks.Many<Tick> ticks = Sinks.many().multicast().directBestEffort();
    private final AtomicLong streams = new AtomicLong();
    private volatile @Nullable Latest latest;

    SaleBoard(SaleId sale, Receipts receipts) {
        this.sale = sale;
        this.receipts = receipts;
    }

    /** Puts up a newer snapshot and tells the watchers. */
    void show(LineSnapshot line, long nanos) {
        Latest before = latest;
        if (before == null || lostTrack(before, line, nanos)) {
            places.invalidateAll(); // what happened meanwhile was not heard here
            latest = new Latest(
                    line, AdmissionPace.from(line.nowMs(), line.totals().called()), nanos);
        } else {
            latest = new Latest(
                    line, before.pace().record(line.nowMs(), line.totals().called()), nanos);
        }
        for (LogEntry entry : line.entries()) {
            apply(entry);
        }
        ticks.tryEmitNext(new Tick(nanos, true));
    }

    private static boolean lostTrack(Latest before, LineSnapshot line, long nanos) {
        return line.epoch() != before.line().epoch() || nanos - before.readNanos() > LOST_TRACK_AFTER.toNanos();
    }

    private void apply(LogEntry entry) {
        KnownPlace known = entry.kind() == Kind.CAPACITY ? null : places.getIfPresent(entry.fan());
        if (known == null) {
            return;
        }
        if (known.place().number() == entry.number()) {
            known.advance(entry);
        } else if (known.place().number() < entry.number()) {
            places.invalidate(entry.fan()); // the fan has joined again through another node
        }
    }

    /** Tells the watchers that the line is out of reach, so that their streams stay alive. */
    void tickBlind(long nanos) {
        ticks.tryEmitNext(new Tick(nanos, isFresh(nanos)));
    }

    /** The end of this board: the sale is long over. */
    void takeDown() {
        ticks.tryEmitComplete();
    }

    /** From which log entry on the next snapshot must tell. */
    String lastEntryId() {
        Latest now = latest;
        return now == null ? LineReader.FROM_NOW : now.line().lastEntryId();
    }

    boolean isFresh(long nanos) {
        Latest now = latest;
        return now != null && nanos - now.readNanos() <= STALE_AFTER.toNanos();
    }

    @Nullable
    LineSnapshot line() {
        Latest now = latest;
        return now == null ? null : now.line();
    }

    /** The fan's place if this node knows it and hears of all its changes; ended ones are not followed. */
    @Nullable
    KnownPlace find(FanId fan) {
        return places.getIfPresent(fan.value());
    }

    /** Remembers what Redis just told of a place. */
    KnownPlace learn(FanId fan, Place place, long ahead) {
        return places.asMap().compute(fan.value(), (id, known) -> {
            if (known == null || known.place().number() < place.number()) {
                return new KnownPlace(place, ahead, receipts.receipt(sale, fan, place));
            }
            if (known.place().number() == place.number()) {
                known.show(ahead);
                known.advance(place);
            }
            return known;
        });
    }

    /** The place as its fan may see it now. */
    PlaceView view(FanId fan, KnownPlace known) {
        Place place = known.place();
        Latest now = latest;
        if (now == null) {
            return new PlaceView(
                    place.number(),
                    place.state().name(),
                    known.shownAhead(),
                    known.shownAhead(),
                    null,
                    Pacing.POLL_NEAR_MS,
                    known.receipt(),
                    claimBy(place));
        }
        return switch (place.state()) {
            case WAITING -> waiting(fan, known, place, now);
            case READY, ADMITTED -> settled(fan, known, place, now, 0L);
            case LEFT, MISSED, SERVED -> settled(fan, known, place, now, null);
        };
    }

    private static PlaceView waiting(FanId fan, KnownPlace known, Place place, Latest now) {
        LineSnapshot line = now.line();
        long ahead = line.knows(place.number()) ? known.show(line.aheadOf(place.number())) : known.shownAhead();
        long total = Math.max(line.waiting(), ahead + 1);
        if (line.isLobby()) {
            boolean hidden = line.order() == LineOrder.RANDOM; // the order is not decided yet
            long poll = Pacing.pollInLobbyMs(line.opensAtMs() - line.nowMs(), fan);
            Long number = hidden ? null : Long.valueOf(place.number());
            return new PlaceView(
                    number, "LOBBY", hidden ? null : Long.valueOf(ahead), total, null, poll, known.receipt(), null);
        }
        return new PlaceView(
                place.number(),
                PlaceState.WAITING.name(),
                ahead,
                total,
                now.pace().eta(ahead),
                Pacing.pollMs(ahead, fan),
                known.receipt(),
                null);
    }

    private static PlaceView settled(FanId fan, KnownPlace known, Place place, Latest now, @Nullable Long ahead) {
        return new PlaceView(
                place.number(),
                place.state().name(),
                ahead,
                now.line().waiting(),
                null,
                Pacing.pollSettledMs(place.state(), fan),
                known.receipt(),
                claimBy(place));
    }

    private static @Nullable Instant claimBy(Place place) {
        return place.state() == PlaceState.READY ? Instant.ofEpochMilli(place.deadlineMs()) : null;
    }

    @Nullable
    SaleFigures figures() {
        Latest now = latest;
        return now == null ? null : SaleFigures.of(now.line(), now.pace(), streams.get());
    }

    /** The beats from now on; never more than the latest is kept for a slow watcher. */
    Flux<Tick> ticks() {
        return ticks.asFlux()
                .onBackpressureLatest()
                .doOnSubscribe(subscription -> streams.incrementAndGet())
                .doFinally(end -> streams.decrementAndGet());
    }

    long streams() {
        return streams.get();
    }
}
