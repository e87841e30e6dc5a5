package io.onsale.queue.figures;

import static io.onsale.queue.testing.Snapshots.aLine;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.eta.Eta;
import io.onsale.queue.figures.SaleFigures.EtaHits;
import io.onsale.queue.line.LineSnapshot.Totals;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.place.PlaceViews;
import io.onsale.queue.replica.ReplicaPlace;
import io.onsale.queue.replica.TestReplica;
import io.onsale.queue.stream.TestStreams;
import io.onsale.queue.testing.Snapshots;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The figures and metrics for operators, checked against fully known lines. */
class SaleFiguresTest {
    private static final Instant NOW = Instant.parse("2026-11-30T20:00:00Z");
    private static final long[] LINE = LongStream.rangeClosed(1, 100).toArray();

    private final SaleId sale = SaleId.next();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong(1_000_000_000);
    private final TestReplica replica = new TestReplica(sale, nanos::get, Map.of());
    private final TestStreams streams = new TestStreams(replica);
    private final SaleRecords records = new SaleRecords(
            registry,
            streams.streams(),
            new NodeFigures(
                    "this-node",
                    (sale, node, count) -> Mono.just(Map.of(node, count, "other-node", 41L)),
                    () -> 0.3,
                    Clock.fixed(NOW, ZoneOffset.UTC)));

    SaleFiguresTest() {
        records.follow(replica.replica());
    }

    private void show(Snapshots line) {
        replica.read(line.taken(), nanos.get());
    }

    private SaleFigures figures() {
        return Objects.requireNonNull(records.find(sale));
    }

    private double gauge(String name) {
        return registry.get("onsale.queue." + name)
                .tag("sale", sale.value())
                .gauge()
                .value();
    }

    private double predictions(String within) {
        return registry.get("onsale.queue.eta.predictions")
                .tag("within", within)
                .functionCounter()
                .count();
    }

    private static Snapshots aBusyLine() {
        return aLine().waiting(LINE)
                .let(3, 7)
                .noShow(125_000)
                .counting(new Totals(198, 50, 40, 20, 10, 17, 5, 25, 2, 15));
    }

    @Test
    void the_figures_tell_of_the_nodes_and_of_what_fans_are_shown() {
        show(aBusyLine());

        assertThat(figures().streamsByNode()).containsExactly(Map.entry("this-node", 0L)); // nothing was shared yet
        assertThat(records.shared()).containsExactly(sale); // but an operator has asked
        StepVerifier.create(records.share(sale)).verifyComplete();

        assertThat(figures().streamsByNode()).containsExactly(Map.entry("other-node", 41L), Map.entry("this-node", 0L));
        assertThat(figures().node()).isEqualTo("this-node");
        assertThat(figures().serverTime()).isEqualTo(NOW);
        assertThat(figures().errorsPerSecond()).isEqualTo(0.3);
        assertThat(figures().message()).isEmpty();
    }

    @Test
    void counts_are_shared_while_there_are_streams_or_an_operator_watches() {
        show(aBusyLine());
        assertThat(records.shared()).isEmpty();

        assertThat(figures()).isNotNull();
        nanos.addAndGet(9_999_999_999L);
        assertThat(records.shared()).containsExactly(sale);
        nanos.addAndGet(1);
        assertThat(records.shared()).isEmpty();
    }

    @Test
    void errors_are_counted_per_second_over_the_last_ten() {
        AtomicLong total = new AtomicLong(1_000); // before this
        ErrorRate rate = new ErrorRate(total::get);

        rate.sample();
        assertThat(rate.perSecond()).isZero();
        total.addAndGet(5);
        rate.sample();
        assertThat(rate.perSecond()).isEqualTo(5);
        for (int i = 0; i < 9; i++) {
            rate.sample();
        }
        assertThat(rate.perSecond()).isEqualTo(0.5);
        rate.sample();
        assertThat(rate.perSecond()).isZero();
    }

    @Test
    void the_figures_are_from_the_latest_read() {
        show(aBusyLine().drawn(300, 100, 200));

        SaleFigures figures = figures();

        assertThat(figures.state()).isEqualTo("OPEN");
        assertThat(figures.asOf()).isEqualTo(Instant.ofEpochMilli(1_000_000));
        assertThat(figures.waiting()).isEqualTo(300);
        assertThat(figures.undrawn()).isEqualTo(200);
        assertThat(figures.ready()).isEqualTo(3);
        assertThat(figures.inside()).isEqualTo(7);
        assertThat(figures.capacity()).isEqualTo(10);
        assertThat(figures.admissionsPerSecondMax()).isEqualTo(100);
        assertThat(figures.joined()).isEqualTo(198);
        assertThat(figures.called()).isEqualTo(50);
        assertThat(figures.admitted()).isEqualTo(40);
        assertThat(figures.served()).isEqualTo(20);
        assertThat(figures.missed()).isEqualTo(10);
        assertThat(figures.left()).isEqualTo(17);
        assertThat(figures.expired()).isEqualTo(5);
        assertThat(figures.absent()).isEqualTo(25);
        assertThat(figures.restored()).isEqualTo(2);
        assertThat(figures.noShowShare()).isEqualTo(0.125);
        assertThat(figures.abandonShare())
                .isEqualTo(0.2); // (15 of the 17 left + 25 absent) of (198 joined + 2 restored)
    }

    @Test
    void a_share_of_nothing_is_unknown() {
        show(aLine());

        assertThat(figures().abandonShare()).isNull();
        assertThat(figures().etaHits()).isEqualTo(new EtaHits(0, null, null));
        assertThat(figures().waitP50Seconds()).isNull();
        assertThat(figures().waitP90Seconds()).isNull();
    }

    @Test
    void waits_are_shown_as_median_and_p90() {
        show(aLine().at(500_000));
        for (int i = 1; i <= 10; i++) { // the line opened at 500_000
            show(aLine().at(500_000 + i * 10_000L).with("READY " + i + " 9000000 TURN fan" + i));
        }

        assertThat(Objects.requireNonNull(figures().waitP50Seconds())).isCloseTo(50, Percentage.withPercentage(3));
        assertThat(Objects.requireNonNull(figures().waitP90Seconds())).isCloseTo(90, Percentage.withPercentage(3));
        assertThat(registry.get("onsale.queue.wait").timer().count()).isEqualTo(10);
    }

    @Test
    void predictions_and_calls_out_of_order_are_counted() {
        show(aLine().waiting(LINE).at(1_000_000));
        for (int i = 1; i <= 10; i++) { // 5 per second
            show(aLine().waiting(LINE).at(1_000_000 + i * 2_000L).called(i * 10L));
        }
        promise("ann", 99);
        promise("ben", 100);
        long shownAt = 1_020_000;

        show(aLine().at(shownAt + 19_000).with("READY 99 9000000 TURN ann"));
        show(aLine().at(shownAt + 30_000).with("READY 100 9000000 TURN ben"));
        show(aLine().at(shownAt + 31_000).with("READY 60 9000000 TURN cleo")); // had joined before them

        assertThat(figures().etaHits()).isEqualTo(new EtaHits(2, 0.5, 1.0));
        assertThat(figures().orderInversions()).isEqualTo(1);
        assertThat(predictions("any")).isEqualTo(2);
        assertThat(predictions("p50")).isEqualTo(1);
        assertThat(predictions("p90")).isEqualTo(2);
        assertThat(registry.get("onsale.queue.order.inversions")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
    }

    private void promise(String fan, long number) {
        FanId id = new FanId(fan);
        ReplicaPlace place = replica.placed(id, Snapshots.place(PlaceState.WAITING, number), number - 1);
        assertThat(PlaceViews.of(replica.replica(), place).eta()).isEqualTo(new Eta(20, 31));
    }

    @Test
    void each_gauge_shows_the_value_of_the_figures() {
        show(aBusyLine().at(1_000_000).counting(new Totals(200, 0, 0, 0, 0, 15, 0, 25, 0, 15)));
        show(aBusyLine().at(1_004_000).counting(new Totals(200, 50, 0, 0, 0, 15, 0, 25, 0, 15)));
        streams.open(new FanId("ann"), 7);

        assertThat(gauge("waiting")).isEqualTo(100);
        assertThat(gauge("ready")).isEqualTo(3);
        assertThat(gauge("inside")).isEqualTo(7);
        assertThat(gauge("streams")).isEqualTo(1);
        assertThat(gauge("admissions.rate")).isEqualTo(12.5).isEqualTo(figures().admissionsPerSecond());
        assertThat(gauge("noshow.share")).isEqualTo(0.125);
        assertThat(gauge("abandon.share")).isEqualTo(0.2);
    }

    @Test
    void while_the_line_is_unreachable_old_figures_are_marked_and_gauges_are_nan() {
        show(aBusyLine());
        streams.open(new FanId("ann"), 7);
        nanos.addAndGet(TestReplica.STALE_AFTER.toNanos() + 1);
        replica.readFailed(nanos.get());

        assertThat(figures().state()).isEqualTo("UNAVAILABLE");
        assertThat(figures().asOf()).isEqualTo(Instant.ofEpochMilli(1_000_000));
        assertThat(figures().waiting()).isEqualTo(100);
        for (String name :
                new String[] {"waiting", "ready", "inside", "admissions.rate", "noshow.share", "abandon.share"}) {
            assertThat(gauge(name)).as(name).isNaN();
        }
        assertThat(gauge("streams")).isEqualTo(1); // this node's own

        show(aBusyLine().at(1_006_000));
        assertThat(figures().state()).isEqualTo("OPEN");
        assertThat(gauge("waiting")).isEqualTo(100);
    }

    @Test
    void a_line_that_was_never_read_has_no_figures() {
        assertThat(records.find(sale)).isNull();
        assertThat(gauge("waiting")).isNaN();
    }

    @Test
    void the_first_estimate_is_compared_with_the_turn() {
        show(aLine().waiting(LINE).at(1_000_000));
        ReplicaPlace ann = replica.placed(new FanId("ann"), Snapshots.place(PlaceState.WAITING, 100), 99);
        for (int i = 1; i <= 10; i++) {
            show(aLine().waiting(LINE).at(1_000_000 + i * 1_000L).called(i * 5L));
        }
        assertThat(PlaceViews.of(replica.replica(), ann).eta()).isNotNull(); // 20 seconds, shown at 1_010_000
        show(aLine().at(1_029_000).with("READY 100 2000000 TURN ann"));

        assertThat(figures().etaHits()).isEqualTo(new EtaHits(1, 1.0, 1.0));
        assertThat(figures().orderInversions()).isZero();
        assertThat(figures().waitP50Seconds()).isNotNull();
    }
}
