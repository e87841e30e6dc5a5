package io.onsale.queue.progress;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.FindOutcome;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.Receipts;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.progress.LookOutcome.NotInLine;
import io.onsale.queue.progress.LookOutcome.Shown;
import io.onsale.queue.progress.SaleBoard.Tick;
import io.onsale.queue.progress.Update.Closed;
import io.onsale.queue.progress.WatchOutcome.Watching;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.service.web.Unavailable;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Tells fans where they are. Redis is asked once a tick and sale, and once for each place that this node does not know yet; all else is
 * computed here. While the line is out of reach it says so (503, or the sale's state in a stream) and invents nothing.
 */
public final class Progress {
    private static final int SALES_AT_ONCE = 16; // reads under way; a slow one holds up no other within this

    private final WaitingLine line;
    private final LineReader reader;
    private final Boards boards;
    private final Scheduler fanOut;

    /** @param fanOut where watchers are told, so that Redis' own threads are never kept busy with it */
    public Progress(WaitingLine line, LineReader reader, Receipts receipts, MeterRegistry meters, Scheduler fanOut) {
        this.line = line;
        this.reader = reader;
        this.boards = new Boards(receipts, meters);
        this.fanOut = fanOut;
    }

    /** The place that a join has just yielded. */
    public Mono<PlaceView> joined(SaleId sale, FanId fan, Place place, long ahead) {
        SaleBoard board = boards.of(sale);
        KnownPlace known = board.learn(fan, place, ahead);
        return board.line() != null
                ? Mono.just(board.view(fan, known))
                : read(sale, board).then(Mono.fromSupplier(() -> board.view(fan, known)));
    }

    /** The fan's place as it is now. */
    public Mono<LookOutcome> look(SaleId sale, FanId fan) {
        SaleBoard board = boards.find(sale);
        if (board == null || board.line() == null) {
            return find(sale, fan);
        }
        if (!board.isFresh(System.nanoTime())) {
            return Mono.error(new Unavailable("the line"));
        }
        KnownPlace known = board.find(fan);
        return known != null && known.place().state().isLive()
                ? Mono.just(new Shown(board.view(fan, known)))
                : find(sale, fan);
    }

    private Mono<LookOutcome> find(SaleId sale, FanId fan) {
        return line.find(sale, fan).flatMap(found -> switch (found) {
            case FindOutcome.Found f -> joined(sale, fan, f.place(), f.ahead()).map(Shown::new);
            case FindOutcome.NotInLine none -> Mono.just(new NotInLine());
        });
    }

    /** The fan's place as it goes on. */
    public Mono<WatchOutcome> watch(SaleId sale, FanId fan) {
        return look(sale, fan).map(looked -> switch (looked) {
            case Shown shown -> watching(sale, fan, shown.place());
            case NotInLine none -> new WatchOutcome.NotInLine();
        });
    }

    private WatchOutcome watching(SaleId sale, FanId fan, PlaceView now) {
        SaleBoard board = boards.of(sale);
        Flux<Update> updates = Flux.defer(() -> updates(board, fan));
        return new Watching(updates, Pacing.retry(now.ahead() == null ? 0 : now.ahead(), fan));
    }

    private static Flux<Update> updates(SaleBoard board, FanId fan) {
        KnownPlace known = board.find(fan);
        if (known == null) {
            return Flux.empty(); // the line was lost between looking and listening; the fan comes back and is looked up
        }
        Watcher watcher = new Watcher(board, fan, known);
        long now = System.nanoTime();
        return board.ticks()
                .startWith(new Tick(now, board.isFresh(now)))
                // forgotten, or joined anew elsewhere: the fan comes back and is looked up
                .takeWhile(tick -> board.find(fan) != null)
                .concatMapIterable(watcher::next, 1)
                .takeUntil(update -> update instanceof Closed);
    }

    /** The sale in figures; empty if this node does not look after it. */
    public Optional<SaleFigures> figures(SaleId sale) {
        SaleBoard board = boards.find(sale);
        return board == null ? Optional.empty() : Optional.ofNullable(board.figures());
    }

    /** One tick: reads each of these sales once and tells its watchers. */
    public Mono<Void> round(Collection<SalePolicy> active) {
        boards.keepOnly(active);
        return Flux.fromIterable(active)
                .flatMap(policy -> tick(policy.sale()), SALES_AT_ONCE)
                .then();
    }

    private Mono<Void> tick(SaleId sale) {
        SaleBoard board = boards.of(sale);
        return read(sale, board).onErrorResume(Unavailable.class, e -> blind(board));
    }

    private Mono<Void> read(SaleId sale, SaleBoard board) {
        return reader.read(sale, board.lastEntryId())
                .publishOn(fanOut)
                .doOnNext(snapshot -> board.show(snapshot, System.nanoTime()))
                .switchIfEmpty(Mono.defer(() -> blind(board)))
                .then();
    }

    private <T extends @Nullable Object> Mono<T> blind(SaleBoard board) {
        return Mono.fromRunnable(() -> board.tickBlind(System.nanoTime()));
    }
}
