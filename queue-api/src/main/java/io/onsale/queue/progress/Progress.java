package io.onsale.queue.progress;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.DrawnNumbers;
import io.onsale.queue.line.FindOutcome;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.progress.LookOutcome.NotInLine;
import io.onsale.queue.progress.LookOutcome.Shown;
import io.onsale.queue.progress.LookOutcome.TooSoon;
import io.onsale.queue.progress.WatchOutcome.NoRoom;
import io.onsale.queue.progress.WatchOutcome.Watching;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Tells fans where they are. Redis is asked once a tick and sale, and once for each place that this node does not know yet; all else is
 * computed here. While the line is out of reach it says so (503, or the sale's state in a stream) and invents nothing.
 */
public final class Progress {
    private static final int PAGES_MAX = 16; // reads of one sale in a tick, if the log has more than one read yields
    private static final int STRANGERS_MAX = 10_000; // places asked for anew in a tick after this node lost track
    private static final int STRANGER_CALLS_AT_ONCE = 2; // a call of 200 keeps Redis busy for a millisecond
    private static final int UNDRAWN_AT_ONCE = 64;
    private static final int UNDRAWN_MAX = 10_000; // drawn numbers looked up in a tick, in memory
    private static final Duration NO_ROOM_RETRY =
            Duration.ofSeconds(5); // another node is asked then, or a stream has gone

    private final WaitingLine line;
    private final LineReader reader;
    private final DrawnNumbers draws;
    private final Presence presence;
    private final Boards boards;
    private final Limits limits;
    private final Scheduler fanOut;
    private final Sinks.Empty<Void> farewell = Sinks.empty();

    /**
     * What this node takes.
     *
     * @param streamsMax on this node, all sales together
     * @param pollPace whether who asks too often is refused
     */
    public record Limits(int streamsMax, boolean pollPace) {}

    /** @param fanOut where watchers are told, so that Redis' own threads are never kept busy with it */
    public Progress(
            WaitingLine line,
            LineReader reader,
            DrawnNumbers draws,
            Presence presence,
            Boards boards,
            Limits limits,
            Scheduler fanOut) {
        this.draws = draws;
        this.line = line;
        this.reader = reader;
        this.presence = presence;
        this.boards = boards;
        this.limits = limits;
        this.fanOut = fanOut;
    }

    /** A place that this node has taken note of. */
    public static final class Noted {
        private final SaleBoard board;
        private final KnownPlace known;

        private Noted(SaleBoard board, KnownPlace known) {
            this.board = board;
            this.known = known;
        }
    }

    /**
     * Takes note of the place that a join or a receipt has yielded. To be called on the thread that reads the line's answers, before
     * another one is read: what comes of the place is heard after it then, and not taken for a stranger's.
     */
    public Noted note(SaleId sale, FanId fan, Place place, long ahead) {
        SaleBoard board = boards.of(sale);
        return new Noted(board, board.learn(fan, place, ahead));
    }

    /** The place that has been noted, as it is by now. */
    public Mono<Shown> show(SaleId sale, FanId fan, Noted noted) {
        return noted.board.line() == null || noted.board.places().hearsOf(noted.known)
                ? show(sale, fan, noted.board, noted.known)
                : findAgain(sale, fan);
    }

    /** The node has lost track of it since. */
    private Mono<Shown> findAgain(SaleId sale, FanId fan) {
        return find(sale, fan, null)
                .flatMap(looked -> looked instanceof Shown shown
                        ? Mono.just(shown)
                        : Mono.error(new Unavailable("the line"))); // and the line has lost it, too
    }

    private Mono<Shown> show(SaleId sale, FanId fan, SaleBoard board, KnownPlace known) {
        board.seen(known, System.nanoTime());
        return board.line() != null
                ? Mono.just(shown(board, fan, known))
                : read(sale, board).then(Mono.fromSupplier(() -> shown(board, fan, known)));
    }

    private static Shown shown(SaleBoard board, FanId fan, KnownPlace known) {
        PlaceView view = board.view(fan, known);
        return new Shown(view, board.eventId(known, view), board.tick().serverTime());
    }

    /**
     * The fan's place as it is now.
     *
     * @param lastVersion what the client was shown last, maybe by another node, if it says so; not needed
     */
    public Mono<LookOutcome> look(SaleId sale, FanId fan, @Nullable String lastVersion) {
        long now = System.nanoTime();
        SaleBoard board = boards.find(sale);
        if (board == null || board.line() == null) {
            return find(sale, fan, lastVersion);
        }
        if (!board.isFresh(now)) {
            return Mono.error(new Unavailable("the line"));
        }
        KnownPlace known = board.places().find(fan);
        long early = limits.pollPace() ? board.places().pace(fan, known).takeMs(now) : 0;
        if (early > 0) {
            return Mono.just(new TooSoon(Duration.ofMillis(early)));
        }
        if (known == null || !known.place().state().isLive()) {
            return find(sale, fan, lastVersion);
        }
        board.seen(known, now);
        SaleBoard.hint(known, EventId.parse(lastVersion));
        return known.isToBeDrawn() && board.isDrawn()
                ? findDrawn(sale, known).then(Mono.fromSupplier(() -> shown(board, fan, known)))
                : Mono.just(shown(board, fan, known));
    }

    /** Learns the number that was drawn for the place, if that is known by now; answered from memory. */
    private Mono<Void> findDrawn(SaleId sale, KnownPlace known) {
        return draws.drawn(sale, known.place().registration())
                .doOnNext(known::drawn)
                .then();
    }

    private Mono<LookOutcome> find(SaleId sale, FanId fan, @Nullable String lastVersion) {
        return line.find(sale, fan).flatMap(found -> switch (found) {
            case FindOutcome.Found f -> {
                SaleBoard board = boards.of(sale);
                KnownPlace known = board.learn(fan, f.place(), f.ahead());
                SaleBoard.hint(known, EventId.parse(lastVersion));
                yield show(sale, fan, board, known);
            }
            case FindOutcome.NotInLine none -> Mono.just(new NotInLine());
        });
    }

    /**
     * The fan's place as it goes on.
     *
     * @param lastEventId what the client was told last, if it comes back and says so; not needed
     */
    public Mono<WatchOutcome> watch(SaleId sale, FanId fan, @Nullable String lastEventId) {
        if (!boards.hasRoom(limits.streamsMax())) {
            return Mono.just(new NoRoom(NO_ROOM_RETRY));
        }
        SaleBoard board = boards.find(sale);
        if (board != null && board.line() != null && !board.isFresh(System.nanoTime())) {
            return Mono.error(new Unavailable("the line"));
        }
        KnownPlace known =
                board == null || board.line() == null ? null : board.places().find(fan);
        return known != null && known.place().state().isLive()
                ? Mono.just(watching(sale, fan, lastEventId))
                : find(sale, fan, lastEventId)
                        .map(looked -> looked instanceof Shown ? watching(sale, fan, lastEventId) : notInLine());
    }

    private static WatchOutcome notInLine() {
        return new WatchOutcome.NotInLine();
    }

    private WatchOutcome watching(SaleId sale, FanId fan, @Nullable String lastEventId) {
        SaleBoard board = boards.of(sale);
        KnownPlace known = board.places().remembered(fan);
        // asked again: while places were looked up, others may have taken the room
        if (known == null || !boards.hasRoom(limits.streamsMax())) {
            return new NoRoom(NO_ROOM_RETRY); // also if there are more places than this node can keep in mind
        }
        SaleBoard.hint(known, EventId.parse(lastEventId));
        return new Watching(new Watcher(board, fan, known, () -> boards.hasRoom(limits.streamsMax())));
    }

    /** The sale in figures; empty if this node does not look after it. */
    public Optional<SaleFigures> figures(SaleId sale) {
        SaleBoard board = boards.find(sale);
        return board == null ? Optional.empty() : Optional.ofNullable(board.figures());
    }

    /** Forgets a line that was nobody's, with all its places. */
    public void forget(SaleId sale) {
        boards.remove(sale);
    }

    /** From now on looks after these sales and no others. */
    public void lookAfter(Collection<SalePolicy> active) {
        boards.keepOnly(active);
    }

    /** Reads the sale's line once, tells its watchers, and reports who has gone or come back. */
    public Mono<Void> tick(SaleId sale) {
        SaleBoard board = boards.of(sale);
        return pages(sale, board, PAGES_MAX)
                .then(Mono.defer(() -> report(sale, board)))
                .then(Mono.defer(() -> findStrangers(sale, board)))
                .then(Mono.defer(() -> findAllDrawn(sale, board)))
                .onErrorResume(e -> e instanceof Unavailable
                        ? blind(board)
                        : blind(board).then(Mono.error(e))); // a fault of ours: the loop raises the alarm
    }

    /** One read, and more only while the log has more than one read yields. */
    private Mono<Void> pages(SaleId sale, SaleBoard board, int left) {
        return read(sale, board)
                .flatMap(entries ->
                        entries < LineReader.ENTRIES_MAX || left == 1 ? Mono.empty() : pages(sale, board, left - 1));
    }

    /** How many log entries came. */
    private Mono<Integer> read(SaleId sale, SaleBoard board) {
        LineSnapshot before = board.line();
        String since = before == null ? "" : before.lastEntryId();
        return reader.read(sale, before)
                .publishOn(fanOut)
                .doOnNext(snapshot -> board.show(snapshot, since, System.nanoTime()))
                .map(snapshot -> snapshot.entries().size())
                .switchIfEmpty(Mono.defer(() -> blind(board)));
    }

    private <T extends @Nullable Object> Mono<T> blind(SaleBoard board) {
        return Mono.fromRunnable(() -> board.tickBlind(System.nanoTime()));
    }

    private Mono<Void> report(SaleId sale, SaleBoard board) {
        return Mono.defer(() -> board.presences().report(sale, presence, board.wantsPresence(), System.nanoTime()));
    }

    /** After this node lost track, asks anew for the places of those who watch; their streams stay open meanwhile. */
    private Mono<Void> findStrangers(SaleId sale, SaleBoard board) {
        return Flux.fromIterable(board.places().takeStrangers(STRANGERS_MAX))
                .buffer(WaitingLine.FIND_MAX)
                .flatMap(fans -> findStrangers(sale, board, fans), STRANGER_CALLS_AT_ONCE)
                .then();
    }

    private Mono<Void> findStrangers(SaleId sale, SaleBoard board, List<FanId> fans) {
        return line.find(sale, fans)
                .doOnNext(found -> {
                    for (int i = 0; i < fans.size(); i++) {
                        switch (found.get(i)) {
                            case FindOutcome.Found f -> board.learn(fans.get(i), f.place(), f.ahead());
                            case FindOutcome.NotInLine none -> board.sendAway(fans.get(i));
                        }
                    }
                })
                .doOnError(e -> fans.forEach(board.places()::stillStranger))
                .then();
    }

    private Mono<Void> findAllDrawn(SaleId sale, SaleBoard board) {
        return Flux.fromIterable(board.places().takeUndrawn(UNDRAWN_MAX))
                .flatMap(
                        known -> findDrawn(sale, known).doFinally(end -> {
                            if (known.isToBeDrawn()) {
                                board.places().stillUndrawn(known);
                            }
                        }),
                        UNDRAWN_AT_ONCE)
                .then();
    }

    /** Completes when this node is about to stop: whatever would never end by itself ends then. */
    public Mono<Void> farewell() {
        return farewell.asMono();
    }

    /**
     * Before this node stops: reports all who watch and wait as gone, for nobody else knows that they were here.
     *
     * @param spread how long it takes until the last of them comes back elsewhere
     */
    Mono<Void> noteAllGone(Duration spread) {
        return boards.noteAllGone(presence, spread);
    }

    /** Ends all streams, each with its own time to come back; takes no new ones from now on. */
    void sayFarewell(Duration spread, Runnable whenDone) {
        farewell.tryEmitEmpty();
        boards.sayFarewell(spread, whenDone);
    }
}
