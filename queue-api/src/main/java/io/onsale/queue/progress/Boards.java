package io.onsale.queue.progress;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.PlaceListener;
import io.onsale.queue.line.Receipts;
import io.onsale.queue.progress.SaleBoard.Around;
import io.onsale.queue.sale.SalePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The boards of all sales that this node looks after, each with its metrics. */
public final class Boards {
    private static final int PLACES_MAX = 300_000; // on this node, some 550 bytes each
    private static final int FOLLOWED_MAX = 500_000; // with places that are not among those any more
    private static final int FOLLOWED_MIN = 1_000; // a sale

    private static final int SALES_AT_ONCE = 16; // of which it is reported at the same time who is gone

    private record Kept(SaleBoard board, SaleMeters meters) {}

    private final Receipts receipts;
    private final MeterRegistry meters;
    private final Around around;
    private final ConcurrentHashMap<SaleId, Kept> boards = new ConcurrentHashMap<>();
    private volatile Set<SaleId> lookedAfter = Set.of();
    private volatile boolean closing;

    public Boards(Receipts receipts, SeatsLeft seats, MeterRegistry meters) {
        this.receipts = receipts;
        this.meters = meters;
        Timer told = Timer.builder("onsale.queue.told")
                .description("From reading a line to the last byte written of it, a round and event loop")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        this.around = new Around(
                seats,
                nanos -> told.record(nanos, TimeUnit.NANOSECONDS),
                System::nanoTime,
                new PlaceMemory(PLACES_MAX));
    }

    @Nullable
    SaleBoard find(SaleId sale) {
        Kept kept = boards.get(sale);
        return kept == null ? null : kept.board();
    }

    /** The board of a sale that exists. */
    SaleBoard of(SaleId sale) {
        Kept kept = boards.get(sale);
        if (kept != null) {
            return kept.board();
        }
        SaleBoard created = boards.computeIfAbsent(sale, this::create).board();
        shareMemory();
        return created;
    }

    /** Has places remembered here before the line tells what becomes of them. */
    public PlaceListener listener() {
        return (sale, fan, place, ahead) -> of(sale).learn(fan, place, ahead);
    }

    /** Whether one more stream may begin; streams that begin at the same moment may exceed it, one an event loop. */
    boolean hasRoom(int streamsMax) {
        return !closing && streams() < streamsMax;
    }

    private int streams() {
        int streams = 0;
        for (Kept kept : boards.values()) {
            streams += kept.board().watchers().streams();
        }
        return streams;
    }

    /**
     * Takes down the boards of sales that were looked after and are not any more. A board that a fan has brought up before this node
     * has heard of the sale stays: its streams must not end in the second until then.
     */
    void keepOnly(Collection<SalePolicy> active) {
        Set<SaleId> kept = active.stream().map(SalePolicy::sale).collect(Collectors.toUnmodifiableSet());
        for (SaleId before : lookedAfter) {
            Kept board = kept.contains(before) ? null : boards.remove(before);
            if (board != null) {
                takeDown(board);
            }
        }
        lookedAfter = kept;
    }

    /** Takes down the board of a sale that there is not. */
    void remove(SaleId sale) {
        Kept board = boards.remove(sale);
        if (board != null) {
            takeDown(board);
        }
    }

    private Kept create(SaleId sale) {
        SaleMeters figures = new SaleMeters(meters, sale);
        SaleBoard board = new SaleBoard(sale, receipts, new WaitRecord(figures.waits()), around);
        figures.register(board);
        return new Kept(board, figures);
    }

    private void takeDown(Kept kept) {
        kept.board().takeDown();
        kept.meters().remove();
        shareMemory();
    }

    private void shareMemory() {
        int sales = Math.max(1, boards.size());
        int followedMax = Math.max(FOLLOWED_MIN, FOLLOWED_MAX / sales);
        boards.values().forEach(kept -> kept.board().follow(followedMax));
    }

    /** Begins the grace of all who watch; no new streams from now on. */
    Mono<Void> noteAllGone(Presence presence, Duration spread) {
        closing = true;
        return Flux.fromIterable(boards.values())
                .flatMap(kept -> kept.board().noteAllGone(presence, spread), SALES_AT_ONCE)
                .then();
    }

    /** Ends all streams, each with its own time to come back within {@code spread}; {@code whenDone} runs after the last. */
    void sayFarewell(Duration spread, Runnable whenDone) {
        closing = true;
        List<Section> sections = new ArrayList<>();
        boards.values().forEach(kept -> sections.addAll(kept.board().watchers().sections()));
        if (sections.isEmpty()) {
            whenDone.run();
            return;
        }
        Farewell farewell = new Farewell(spread, streams(), sections.size(), whenDone);
        sections.forEach(section -> section.execute(() -> section.close(farewell)));
    }
}
