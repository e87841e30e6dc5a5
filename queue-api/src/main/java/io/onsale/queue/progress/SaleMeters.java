package io.onsale.queue.progress;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.onsale.kernel.id.SaleId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The metrics of one sale; removed with its board. */
final class SaleMeters {
    private static final String SALE = "sale";
    private static final Duration WAITS_KEPT = Duration.ofMinutes(10); // what percentiles of waits are taken over
    private static final int WAITS_DIGITS = 2; // of a percentile
    private static final Duration WAIT_MAX = Duration.ofHours(6);

    private final MeterRegistry meters;
    private final SaleId sale;
    private final List<Meter.Id> ids = new ArrayList<>();

    SaleMeters(MeterRegistry meters, SaleId sale) {
        this.meters = meters;
        this.sale = sale;
    }

    /** Where the waits of those who are called go. */
    Timer waits() {
        Timer waits = Timer.builder("onsale.queue.wait")
                .description("From joining or the opening to the turn")
                .tag(SALE, sale.value())
                .publishPercentiles(WaitRecord.USUAL, WaitRecord.LONG)
                .percentilePrecision(WAITS_DIGITS)
                .distributionStatisticExpiry(WAITS_KEPT)
                .maximumExpectedValue(WAIT_MAX)
                .register(meters);
        ids.add(waits.getId());
        return waits;
    }

    void register(SaleBoard board) {
        gauge("waiting", "Fans in the line", board, ofLine(LineSnapshot::total));
        gauge("ready", "Fans called, still to claim", board, ofLine(LineSnapshot::ready));
        gauge("inside", "Fans with a pass", board, ofLine(LineSnapshot::inside));
        gauge("streams", "Watchers on this node", board, kept -> kept.watchers().streams());
        gauge("admissions.rate", "Calls a second lately", board, whileFresh(SaleBoard::admissionsPerSecond));
        gauge("noshow.share", "Of the last ones called, who did not come", board, ofLine(LineSnapshot::noShowShare));
        gauge(
                "abandon.share",
                "Of all places, left or lost before their turn",
                board,
                ofLine(LineSnapshot::abandonShare));
        counter("eta.predictions", "any", board, WaitRecord::predictions);
        counter("eta.predictions", "p50", board, WaitRecord::withinUsual);
        counter("eta.predictions", "p90", board, WaitRecord::withinLong);
        ids.add(FunctionCounter.builder(
                        "onsale.queue.order.inversions",
                        board,
                        kept -> kept.record().inversions())
                .description("Calls out of order; anything but 0 is a bug")
                .tag(SALE, sale.value())
                .register(meters)
                .getId());
    }

    private void gauge(String name, String what, SaleBoard board, ToDoubleFunction<SaleBoard> figure) {
        ids.add(Gauge.builder("onsale.queue." + name, board, figure)
                .description(what)
                .tag(SALE, sale.value())
                .register(meters)
                .getId());
    }

    private void counter(String name, String within, SaleBoard board, ToDoubleFunction<WaitRecord> figure) {
        ids.add(FunctionCounter.builder("onsale.queue." + name, board, kept -> figure.applyAsDouble(kept.record()))
                .description("Places called for which a time had been told, by the bound that held")
                .tag(SALE, sale.value())
                .tag("within", within)
                .register(meters)
                .getId());
    }

    private static ToDoubleFunction<SaleBoard> ofLine(ToDoubleFunction<LineSnapshot> figure) {
        return whileFresh(board -> {
            LineSnapshot line = board.line();
            return line == null ? Double.NaN : figure.applyAsDouble(line);
        });
    }

    /** What was read last is not what is while the line is out of reach: nothing is shown then. */
    private static ToDoubleFunction<SaleBoard> whileFresh(ToDoubleFunction<SaleBoard> figure) {
        return board -> board.isFresh(board.nanos()) ? figure.applyAsDouble(board) : Double.NaN;
    }

    void remove() {
        ids.forEach(meters::remove);
    }
}
