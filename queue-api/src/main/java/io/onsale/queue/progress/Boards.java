package io.onsale.queue.progress;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.Receipts;
import io.onsale.queue.sale.SalePolicy;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The boards of all sales that this node looks after, each with its gauges. */
final class Boards {
    private record Kept(SaleBoard board, List<Meter.Id> gauges) {}

    private final Receipts receipts;
    private final MeterRegistry meters;
    private final ConcurrentHashMap<SaleId, Kept> boards = new ConcurrentHashMap<>();
    private volatile Set<SaleId> lookedAfter = Set.of();

    Boards(Receipts receipts, MeterRegistry meters) {
        this.receipts = receipts;
        this.meters = meters;
    }

    @Nullable
    SaleBoard find(SaleId sale) {
        Kept kept = boards.get(sale);
        return kept == null ? null : kept.board();
    }

    /** The board of a sale that exists. */
    SaleBoard of(SaleId sale) {
        return boards.computeIfAbsent(sale, this::create).board();
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

    private Kept create(SaleId sale) {
        SaleBoard board = new SaleBoard(sale, receipts);
        List<Meter.Id> gauges = List.of(
                gauge("onsale.queue.waiting", "Fans in the line", sale, board, ofLine(LineSnapshot::waiting)),
                gauge("onsale.queue.ready", "Fans called, still to claim", sale, board, ofLine(LineSnapshot::ready)),
                gauge("onsale.queue.inside", "Fans with a pass", sale, board, ofLine(LineSnapshot::inside)),
                gauge("onsale.queue.streams", "Watchers on this node", sale, board, SaleBoard::streams));
        return new Kept(board, gauges);
    }

    private Meter.Id gauge(String name, String what, SaleId sale, SaleBoard board, ToDoubleFunction<SaleBoard> figure) {
        return Gauge.builder(name, board, figure)
                .description(what)
                .tag("sale", sale.value())
                .register(meters)
                .getId();
    }

    private static ToDoubleFunction<SaleBoard> ofLine(ToDoubleFunction<LineSnapshot> figure) {
        return board -> {
            LineSnapshot line = board.line();
            return line == null ? 0 : figure.applyAsDouble(line);
        };
    }

    private void takeDown(Kept kept) {
        kept.board().takeDown();
        kept.gauges().forEach(meters::remove);
    }
}
