package io.onsale.queue.progress;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.line.Receipts;
import io.onsale.queue.progress.LogEntry.Kind;
import io.onsale.queue.progress.PlaceView.Eta;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

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
    private static final int UNKNOWN_MAX = 10_000; // fans who ask for a place that they do not have
    private static final Duration UNKNOWN_KEPT = Duration.ofSeconds(10);

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
    private final Receipts receipts;
    private final WaitRecord record;
    private final Around around;
    private final Cache<String, KnownPlace> places =
            Caffeine.newBuilder().maximumSize(PLACES_MAX).build();
    private final Cache<String, PollPace> unknown = Caffeine.newBuilder()
            .maximumSize(UNKNOWN_MAX)
            .expireAfterAccess(UNKNOWN_KEPT)
            .build();
    private final Queue<FanId> strangers =
            new ConcurrentLinkedQueue<>(); // watchers whose places are to be looked up anew
    private final Watchers watchers;
    private final Presences presences;
    private final SoldOutGuess soldOut = new SoldOutGuess();
    private final Queue<KnownPlace> undrawn =
            new ConcurrentLinkedQueue<>(); // watched ones whose numbers are to be asked for
    private volatile @Nullable Latest latest;
    private volatile Standing standing = new Standing(SaleView.UNAVAILABLE, 0);
    private volatile int track;

    /**
     * What a board gets to know from elsewhere, and tells.
     *
     * @param toldAfter takes the nanoseconds from a read to the last write of it, once a round and section
     * @param nanos as {@link System#nanoTime}
     */
    record Around(SeatsLeft seats, LongConsumer toldAfter, LongSupplier nanos) {
        static final Around NOTHING = new Around(sale -> Map.of(), nanos -> {}, System::nanoTime);
    }

    SaleBoard(SaleId sale, Receipts receipts, WaitRecord record, Around around) {
        this.record = record;
        this.sale = sale;
        this.receipts = receipts;
        this.around = around;
        this.watchers = new Watchers(this, around.toldAfter());
        this.presences = new Presences(watchers::watches);
    }

    Presences presences() {
        return presences;
    }

    Watchers watchers() {
        return watchers;
    }

    /** Puts up a newer snapshot, read with the log after {@code since}, and tells the watchers. */
    synchronized void show(LineSnapshot line, String since, long nanos) {
        Latest before = latest;
        if (before != null && !since.equals(before.line().lastEntryId())) {
            return; // another read was faster
        }
        if (before == null || lostTrack(before, line, nanos)) {
            latest = new Latest(
                    line, AdmissionPace.from(line.nowMs(), line.totals().called()), nanos);
            loseTrack();
        } else {
            latest = new Latest(line, paceAfter(before.pace(), line), nanos);
        }
        line.entries().stream()
                .filter(LogEntry::concernsAFan)
                .forEach(entry -> apply(entry, line.policy().opensAtMs(), nanos));
        SaleView now = SaleView.of(line, around.seats().of(sale));
        soldOut.record(now, line.totals().served());
        stand(now);
        watchers.wake();
    }

    /** A pause says nothing about how fast the line moves. */
    private static AdmissionPace paceAfter(AdmissionPace pace, LineSnapshot line) {
        long called = line.totals().called();
        return line.isPaused() || line.isLobby() ? pace.skip(line.nowMs(), called) : pace.record(line.nowMs(), called);
    }

    private static boolean lostTrack(Latest before, LineSnapshot line, long nanos) {
        return line.epoch() != before.line().epoch() || nanos - before.readNanos() > LOST_TRACK_AFTER.toNanos();
    }

    /** What happened meanwhile was not heard here: each place is asked for anew. What was shown of it still counts. */
    private void loseTrack() {
        track++;
        watchers.known().forEach(known -> strangers.add(known.fan()));
    }

    private void stand(SaleView now) {
        Standing before = standing;
        if (now.equals(before.sale())) {
            return;
        }
        standing = new Standing(now, now.isNewsAfter(before.sale()) ? before.news() + 1 : before.news());
    }

    private void apply(LogEntry entry, long opensAtMs, long now) {
        KnownPlace known = find(entry.fan());
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
                forget(known); // the fan has joined again through another node
            }
        } else if (entry.isRejoined()) {
            forget(known);
        } else {
            known.advance(entry);
            watchers.call(entry.fan());
        }
    }

    private void forget(KnownPlace known) {
        known.loseTrack();
        strangers.add(known.fan());
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

    boolean isSoldOut() {
        return standing.sale().isSoldOut();
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

    /** Whether the order of those in the lobby has been drawn, so that each can know its number. */
    boolean isDrawn() {
        LineSnapshot now = line();
        return now != null && now.draw().registrations() > 0;
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

    /** The line that the fan stood in has lost it: its client comes back with the receipt, each in its own time. */
    void sendAway(FanId fan) {
        watchers.sendAway(fan, Pacing.comeBackMs(fan));
    }

    /** Whether absent fans are to lose their places some time. */
    boolean wantsPresence() {
        LineSnapshot now = line();
        return now != null && now.policy().graceMs() > 0;
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

    private @Nullable KnownPlace find(String fan) {
        KnownPlace known = remembered(fan);
        return known != null && known.isOnTrack(track) ? known : null;
    }

    /** The cache may have given up a place that a watcher still has. */
    private @Nullable KnownPlace remembered(String fan) {
        KnownPlace known = places.getIfPresent(fan);
        return known == null ? watchers.known(fan) : known;
    }

    /** The fan's place as it was last known. */
    @Nullable
    KnownPlace remembered(FanId fan) {
        return remembered(fan.value());
    }

    /** What is known of the fan's place now, for a watcher that knew {@code before}. */
    KnownPlace current(FanId fan, KnownPlace before) {
        KnownPlace known = places.getIfPresent(fan.value());
        return known == null ? before : known;
    }

    /** Whether this node hears of all that becomes of {@code known}. */
    boolean hearsOf(KnownPlace known) {
        return known.isOnTrack(track);
    }

    /** Remembers what Redis just told of a place. */
    KnownPlace learn(FanId fan, Place place, long ahead) {
        KnownPlace learned = places.asMap().compute(fan.value(), (id, cached) -> {
            KnownPlace known = cached == null ? watchers.known(id) : cached;
            if (known == null || known.isBefore(place)) {
                return new KnownPlace(fan, place, receipts.receipt(sale, fan, place), track);
            }
            if (known.is(place)) {
                known.learn(place, track);
            }
            return known;
        });
        KnownPlace known = Objects.requireNonNull(learned);
        if (known.is(place) && place.number() > 0) {
            known.show(ahead);
        }
        if (known.isToBeDrawn() && isDrawn() && watchers.watches(fan)) {
            undrawn.add(known);
        }
        watchers.call(fan.value());
        return known;
    }

    /** The place as its fan may see it now. */
    PlaceView view(FanId fan, KnownPlace known) {
        PlaceView view = viewed(fan, known);
        known.polls().told(view.pollAfterMs());
        return view;
    }

    private PlaceView viewed(FanId fan, KnownPlace known) {
        Latest now = latest;
        if (now == null) {
            return unseen(known);
        }
        known.enterLine(now.line().draw());
        Place place = known.place();
        return switch (place.state()) {
            case LOBBY -> inLobby(fan, known, null, null, now.line());
            case WAITING -> waiting(fan, known, place, now);
            case READY, ADMITTED -> settled(fan, known, place, now, 0L);
            case LEFT, MISSED, SERVED -> settled(fan, known, place, now, null);
        };
    }

    /** While this node has never seen the line: as Redis told of the place. */
    private static PlaceView unseen(KnownPlace known) {
        Place place = known.place();
        boolean drawn = place.state() != PlaceState.LOBBY;
        return new PlaceView(
                drawn ? place.number() : null,
                place.state().name(),
                drawn ? known.shownAhead() : null,
                drawn ? known.shownAhead() : 0,
                null,
                Pacing.POLL_NEAR_MS,
                known.receipt(),
                place.state() == PlaceState.READY ? Instant.ofEpochMilli(place.deadline()) : null);
    }

    private static PlaceView inLobby(
            FanId fan, KnownPlace known, @Nullable Long number, @Nullable Long ahead, LineSnapshot line) {
        long total = Math.max(line.total(), 1 + (ahead == null ? 0 : ahead));
        long poll = Pacing.pollInLobbyMs(line.policy().opensAtMs() - line.nowMs(), fan);
        return new PlaceView(number, PlaceState.LOBBY.name(), ahead, total, null, poll, known.receipt(), null);
    }

    private static PlaceView waiting(FanId fan, KnownPlace known, Place place, Latest now) {
        LineSnapshot line = now.line();
        long ahead = line.knows(place.number()) ? known.show(line.aheadOf(place.number())) : known.shownAhead();
        if (line.isLobby()) {
            return inLobby(fan, known, place.number(), ahead, line);
        }
        Eta eta = line.isPaused() ? null : now.pace().eta(ahead);
        known.predicted(eta, line.nowMs());
        return new PlaceView(
                place.number(),
                PlaceState.WAITING.name(),
                ahead,
                Math.max(line.total(), ahead + 1),
                eta,
                Pacing.pollMs(ahead, fan),
                known.receipt(),
                null);
    }

    private static PlaceView settled(FanId fan, KnownPlace known, Place place, Latest now, @Nullable Long ahead) {
        return new PlaceView(
                place.number(),
                place.state().name(),
                ahead,
                now.line().total(),
                null,
                Pacing.pollSettledMs(place.state(), fan),
                known.receipt(),
                claimBy(place, now.line()));
    }

    /** As {@link PlaceView#state}, without the rest. */
    static String shownState(Place place, LineSnapshot line) {
        return place.state() == PlaceState.WAITING && line.isLobby()
                ? "LOBBY"
                : place.state().name();
    }

    static @Nullable Instant claimBy(Place place, LineSnapshot line) {
        return place.state() == PlaceState.READY ? Instant.ofEpochMilli(line.realMs(place.deadline())) : null;
    }

    /** Ends all streams without a word: the sale is long over. */
    void takeDown() {
        Farewell silent = Farewell.silent();
        watchers.sections().forEach(section -> section.execute(() -> section.close(silent)));
    }

    @Nullable
    SaleFigures figures() {
        Latest now = latest;
        return now == null ? null : SaleFigures.of(now.line(), now.pace(), record, watchers.streams());
    }

    double admissionsPerSecond() {
        Latest now = latest;
        return now == null ? 0 : now.pace().perSecond();
    }

    WaitRecord record() {
        return record;
    }
}
