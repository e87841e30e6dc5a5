package io.onsale.queue.figures;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.LineSnapshot;
import io.onsale.queue.replica.LineReplica;
import io.onsale.queue.replica.LineReplica.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleFunction;

/** The metrics of one sale; removed with its replica. */
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

    /** Takes the waits of called fans. */
    Timer waits() {
        Timer waits = Timer.builder("onsale.queue.wait")
                .description("From joining or the opening to the turn")
                .tag(SALE, sale.value())
                .publishPercentiles(WaitRecord.P50, WaitRecord.P90)
                .percentilePrecision(WAITS_DIGITS)
                .distributionStatisticExpiry(WAITS_KEPT)
                .maximumExpectedValue(WAIT_MAX)
                .register(meters);
        ids.add(waits.getId());
        return waits;
    }

    void register(LineReplica replica, WaitRecord record, IntSupplier streams) {
        gauge("waiting", "Fans in the line", replica, ofLine(LineSnapshot::total));
        gauge("ready", "Fans called, still to claim", replica, ofLine(LineSnapshot::ready));
        gauge("inside", "Fans with a pass", replica, ofLine(LineSnapshot::inside));
        gauge("streams", "Streams on this node", replica, any -> streams.getAsInt());
        gauge(
                "admissions.rate",
                "Recent calls per second",
                replica,
                whileFresh(now -> now.pace().perSecond()));
        gauge(
                "noshow.share",
                "The share of recently called fans who did not claim",
                replica,
                ofLine(LineSnapshot::noShowShare));
        gauge(
                "abandon.share",
                "The share of all places left or lost before their turn",
                replica,
                ofLine(LineSnapshot::abandonShare));
        counter("eta.predictions", "any", record, WaitRecord::predictions);
        counter("eta.predictions", "p50", record, WaitRecord::withinP50);
        counter("eta.predictions", "p90", record, WaitRecord::withinP90);
        ids.add(FunctionCounter.builder("onsale.queue.order.inversions", record, WaitRecord::inversions)
                .description("Calls out of order; anything but 0 is a bug")
                .tag(SALE, sale.value())
                .register(meters)
                .getId());
    }

    private void gauge(String name, String what, LineReplica replica, ToDoubleFunction<LineReplica> figure) {
        ids.add(Gauge.builder("onsale.queue." + name, replica, figure)
                .description(what)
                .tag(SALE, sale.value())
                .register(meters)
                .getId());
    }

    private void counter(String name, String within, WaitRecord record, ToDoubleFunction<WaitRecord> figure) {
        ids.add(FunctionCounter.builder("onsale.queue." + name, record, figure)
                .description("Called places with an estimate, by the bound that held")
                .tag(SALE, sale.value())
                .tag("within", within)
                .register(meters)
                .getId());
    }

    private static ToDoubleFunction<LineReplica> ofLine(ToDoubleFunction<LineSnapshot> figure) {
        return whileFresh(now -> figure.applyAsDouble(now.line()));
    }

    /** While the line is out of reach the latest reading is not the present: nothing is shown then. */
    private static ToDoubleFunction<LineReplica> whileFresh(ToDoubleFunction<Reading> figure) {
        return replica -> {
            Reading now = replica.latest();
            return now != null && replica.isFresh(replica.nanos()) ? figure.applyAsDouble(now) : Double.NaN;
        };
    }

    void remove() {
        ids.forEach(meters::remove);
    }
}
