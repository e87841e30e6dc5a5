package io.onsale.queue.progress;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.Receipts;
import io.onsale.queue.progress.LogEntry.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What one node knows of one sale: the latest snapshot, and the places of the fans that it has met. Everything shown is computed from
 * these. The snapshot is put up by one thread at a time; everybody reads.
 */
final class SaleBoard {
    /** A snapshot that is older tells nothing any more; ticks come five times a second. */
    static final Duration STALE_AFTER = Duration.ofSeconds(5);

    /** Shorter than the time that Redis keeps log entries for nodes that are late. */
    static final Duration LOST_TRACK_AFTER = Duration.ofSeconds(30);

    /** The snapshot, the pace, and when they were read by {@link System#nanoTime}. */
    private record Latest(LineSnapshot line, AdmissionPace pace, long readNanos) {}

    /** The sale as it is told; {@code news} grows whenever everybody is to hear of it at once. */
    private record Standing(SaleView sale, long news) {}

    /**
     * The moment of a visit to watchers.
     *
     * @param readNanos when what is told was read
     * @param news grows whenever everybody is to hear at once
     */
    record Tick(
            long nanos,
            long readNanos,
            SaleView sale,
            @Nullable Instant serverTime,
            long news) {
        long number() {
            return Pacing.tickAt(nanos);
        }
    }

    private final SaleId sale;
    private final WaitRecord record;
    private final Around around;
    private final KnownPlaces places;
    private final Watchers watchers;
    private final Presences presences;
    private final SoldOutGuess soldOut = new SoldOutGuess();
    private volatile @Nullable Latest latest;
    private volatile Standing standing = new Standing(SaleView.UNAVAILABLE, 0);

    /**
     * What a board gets to know from elsewhere, and tells.
     *
     * @param toldAfter takes the nanoseconds from a read to the last write of it, once a round and section
     * @param nanos as {@link System#nanoTime}
     * @param places that are kept in mind, shared by all boards of a node
     */
    record Around(SeatsLeft seats, LongConsumer toldAfter, LongSupplier nanos, PlaceMemory places) {
        static final Around NOTHING =
                new Around(sale -> Map.of(), nanos -> {}, System::nanoTime, new PlaceMemory(1_000));
    }

    SaleBoard(SaleId sale, Receipts receipts, WaitRecord record, Around around) {
        this.record = record;
        this.sale = sale;
        this.around = around;
        this.watchers = new Watchers(this, around.toldAfter());
        this.places = new KnownPlaces(sale, receipts, watchers, around.places());
        this.presences = new Presences(watchers::watches);
    }

    Presences presences() {
        return presences;
    }

    KnownPlaces places() {
        return places;
    }

    Watchers watchers() {
        return watchers;
    }

    /**
     * Puts up a newer snapshot, and tells the watchers.
     *
     * @param since the newest log entry of the snapshot that it was read after; empty if there was none
     */
    synchronized void show(LineSnapshot line, String since, long nanos) {
        Latest before = latest;
        if (before != null && !since.equals(before.line().lastEntryId())) {
            return; // another read was faster
        }
        if (before == null || lostTrack(before, line, nanos)) {
            latest = new Latest(line, AdmissionPace.from(line), nanos);
            places.loseTrack();
        } else {
            latest = new Latest(line, before.pace().after(line), nanos);
        }
        if (before != null && before.line().draw().registrations() == 0 && isDrawn()) {
            places.askForDrawnNumbers();
        }
        line.entries().stream()
                .filter(LogEntry::concernsAFan)
                .forEach(entry -> apply(entry, line.policy().opensAtMs(), nanos));
        SaleView now = SaleView.of(line, around.seats().of(sale));
        soldOut.record(now, line.totals().served());
        stand(now);
        watchers.wake();
    }

    private static boolean lostTrack(Latest before, LineSnapshot line, long nanos) {
        return line.epoch() != before.line().epoch() || nanos - before.readNanos() > LOST_TRACK_AFTER.toNanos();
    }

    private void stand(SaleView now) {
        Standing before = standing;
        if (now.equals(before.sale())) {
            return;
        }
        standing = new Standing(now, now.isNewsAfter(before.sale()) ? before.news() + 1 : before.news());
    }

    private void apply(LogEntry entry, long opensAtMs, long now) {
        KnownPlace known = places.find(entry.fan());
        if (entry.kind() == Kind.READY && !entry.reason().equals("REBUILT")) {
            record.called(entry, known, opensAtMs);
        }
        if (known == null) {
            return;
        }
        if (entry.kind() == Kind.ABSENT) {
            presences.absent(known, now);
        } else if (!known.isMeantBy(entry)) {
            if (entry.sinceMs() > known.place().sinceMs()) {
                places.forget(known); // the fan has joined again through another node
            }
        } else if (entry.isRejoined()) {
            places.forget(known);
        } else {
            known.advance(entry);
            watchers.call(entry.fan());
        }
    }

    /** Tells the watchers that the line is out of reach, so that their streams stay alive. */
    synchronized void tickBlind(long nanos) {
        if (!isFresh(nanos)) {
            stand(standing.sale().outOfReach());
        }
        watchers.wake();
    }

    long nanos() {
        return around.nanos().getAsLong();
    }

    Tick tick() {
        return tick(nanos());
    }

    Tick tick(long nanos) {
        Latest now = latest;
        Standing stands = standing;
        if (now == null) {
            return new Tick(nanos, nanos, stands.sale(), null, stands.news());
        }
        long age = TimeUnit.NANOSECONDS.toMillis(nanos - now.readNanos());
        Instant serverTime = Instant.ofEpochMilli(now.line().nowMs() + age);
        return new Tick(nanos, now.readNanos(), stands.sale(), serverTime, stands.news());
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

    /** Whether there may be nothing left when it is the turn of this place; null while unknown. */
    @Nullable
    Boolean likelySoldOut(KnownPlace known) {
        return switch (known.place().state()) {
            case LOBBY -> null;
            case WAITING -> soldOut.likely(standing.sale(), known.shownAhead());
            case READY, ADMITTED, LEFT, MISSED, SERVED -> soldOut.likely(standing.sale(), 0);
        };
    }

    /** What a client that comes back sends as {@code Last-Event-ID}; empty while the order is hidden. */
    String eventId(KnownPlace known, PlaceView shown) {
        LineSnapshot line = line();
        return line == null || shown.number() == null || shown.ahead() == null
                ? ""
                : new EventId(line.epoch(), shown.number(), known.place().turn(), shown.ahead()).text();
    }

    /** Takes what a client says it was shown, maybe by another node: it can only bring the count down. */
    static void hint(KnownPlace known, @Nullable EventId last) {
        if (last != null && last.isOf(known.place())) {
            known.show(last.ahead());
        }
    }

    /** Whether the order of those in the lobby has been drawn, so that each can know its number. */
    boolean isDrawn() {
        LineSnapshot now = line();
        return now != null && now.draw().registrations() > 0;
    }

    /** The line that the fan stood in has lost it: its client comes back with the receipt, each in its own time. */
    void sendAway(FanId fan) {
        watchers.sendAway(fan, Pacing.comeBackMs(fan));
    }

    /** Whether absent fans are to lose their places some time. */
    boolean wantsPresence() {
        LineSnapshot now = line();
        return now != null && now.policy().graceMs() > 0;
    }

    /** This node stops: begins the grace of all who watch here, if it lasts until each has had the time to come back elsewhere. */
    Mono<Void> noteAllGone(Presence presence, Duration spread) {
        LineSnapshot now = line();
        boolean lasts = now != null && now.policy().graceMs() >= 2 * spread.toMillis();
        return lasts ? presences.reportAllGone(sale, presence, watchers.known()) : Mono.empty();
    }

    /** From now on follows at most so many fans who have no stream. */
    void follow(int max) {
        presences.follow(max);
    }

    /** The fan has joined, or asked for its place. */
    void seen(KnownPlace known, long nanos) {
        if (line() == null || wantsPresence()) {
            presences.seen(known, nanos);
        }
    }

    /** Remembers what Redis just told of a place, and has its fan's streams told. */
    KnownPlace learn(FanId fan, Place place, long ahead) {
        KnownPlace known = places.learn(fan, place, ahead);
        if (isDrawn()) {
            places.askForDrawnNumber(known);
        }
        watchers.call(fan.value());
        return known;
    }

    /** The place as its fan may see it now. */
    PlaceView view(FanId fan, KnownPlace known) {
        Latest now = latest;
        PlaceView view = now == null ? PlaceViews.unseen(known) : PlaceViews.of(fan, known, now.line(), now.pace());
        known.polls().told(view.pollAfterMs());
        return view;
    }

    /** Ends all streams without a word, and forgets the places: the sale is long over. */
    void takeDown() {
        places.takeDown();
        Farewell silent = Farewell.silent();
        watchers.sections().forEach(section -> section.execute(() -> section.close(silent)));
    }

    @Nullable
    SaleFigures figures() {
        Latest now = latest;
        return now == null
                ? null
                : SaleFigures.of(now.line(), isFresh(nanos()), now.pace(), record, watchers.streams());
    }

    double admissionsPerSecond() {
        Latest now = latest;
        return now == null ? 0 : now.pace().perSecond();
    }

    WaitRecord record() {
        return record;
    }
}
