package io.onsale.queue.presence;

import static io.onsale.queue.testing.Snapshots.aLine;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.replica.ReplicaPlace;
import io.onsale.queue.replica.TestReplica;
import io.onsale.queue.replica.Ticks;
import io.onsale.queue.testing.Snapshots;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class AbsenceDetectorTest {
    private static final FanId ANN = new FanId("ann");

    private final Set<String> watching = new HashSet<>();
    private final TestReplica replica = new TestReplica();
    private final List<Integer> sizes = new ArrayList<>();
    private final AbsenceDetector detector =
            new AbsenceDetector(replica.replica(), this::report, watching::contains, removed -> {});
    private final ReplicaPlace ann = waiting(ANN);
    private final List<String> reports = new ArrayList<>();
    private boolean reachable = true;
    private long nanos = 1_000_000_000;

    private static ReplicaPlace waiting(FanId fan) {
        return TestReplica.place(fan, Snapshots.place(PlaceState.WAITING, 7));
    }

    @BeforeEach
    void read_the_line() {
        replica.read(aLine().taken(), nanos);
    }

    private Mono<Void> report(SaleId sale, List<FanId> gone, List<FanId> back) {
        return Mono.defer(() -> {
            if (!reachable) {
                return Mono.error(new Unavailable("Redis"));
            }
            sizes.add(gone.size() + back.size());
            gone.forEach(fan -> reports.add("-" + fan.value()));
            back.forEach(fan -> reports.add("+" + fan.value()));
            return Mono.empty();
        });
    }

    private void tick() {
        detector.report(nanos).onErrorComplete(Unavailable.class).block();
    }

    private void pass(Duration time) {
        long until = nanos + time.toNanos();
        while (nanos < until) {
            nanos += Ticks.TICK_NANOS;
            tick();
        }
    }

    private void openStream() {
        watching.add("ann");
        detector.streamOpened(ann, nanos);
    }

    private void closeStream() {
        watching.remove("ann");
        detector.streamClosed(ann, nanos);
    }

    @Test
    void a_fan_who_closes_the_last_stream_is_absent_a_moment_later_and_reported_once() {
        openStream();
        pass(Duration.ofMinutes(2));
        closeStream();
        pass(Duration.ofSeconds(1));
        assertThat(reports).isEmpty();
        pass(Duration.ofMinutes(2));
        assertThat(reports).containsExactly("-ann");
    }

    @Test
    void reloading_the_page_is_not_reported() {
        openStream();
        closeStream();
        pass(Duration.ofSeconds(1));
        openStream();
        pass(Duration.ofMinutes(2));
        assertThat(reports).isEmpty();
    }

    @Test
    void a_polling_fan_is_present_and_absent_half_a_minute_after_the_last_poll() {
        for (int i = 0; i < 20; i++) {
            detector.placeSeen(ann, nanos);
            pass(Duration.ofSeconds(10));
        }
        assertThat(reports).isEmpty();
        pass(Duration.ofSeconds(25));
        assertThat(reports).containsExactly("-ann");
    }

    @Test
    void a_long_poll_interval_triples_the_time_out() {
        ann.polls().setInterval(12_000);
        detector.placeSeen(ann, nanos);
        pass(Duration.ofSeconds(35));
        assertThat(reports).isEmpty();
        pass(Duration.ofSeconds(3));
        assertThat(reports).containsExactly("-ann");
    }

    @Test
    void beyond_the_limit_fans_are_not_tracked_and_so_not_reported_absent() {
        detector.setFollowedMax(0);
        detector.placeSeen(ann, nanos);
        pass(Duration.ofMinutes(2));
        assertThat(reports).isEmpty();

        detector.setFollowedMax(1);
        detector.placeSeen(ann, nanos);
        pass(Duration.ofMinutes(2));
        assertThat(reports).containsExactly("-ann");
    }

    @Test
    void a_returning_fan_is_reported_once() {
        openStream();
        closeStream();
        pass(Duration.ofSeconds(5));
        detector.placeSeen(ann, nanos);
        detector.placeSeen(ann, nanos);
        pass(Duration.ofSeconds(5));
        assertThat(reports).containsExactly("-ann", "+ann");
    }

    @Test
    void a_fan_reported_absent_by_another_node_is_reported_back_if_present_here() {
        detector.placeAbsent(ann, nanos);
        pass(Duration.ofSeconds(1));
        assertThat(reports).isEmpty(); // absent here too

        openStream();
        pass(Duration.ofSeconds(1));
        detector.placeAbsent(ann, nanos);
        pass(Duration.ofSeconds(1));
        assertThat(reports).containsExactly("+ann", "+ann");
    }

    @Test
    void a_fan_who_no_longer_waits_is_not_reported() {
        ReplicaPlace ready = TestReplica.place(ANN, Snapshots.place(PlaceState.READY, 7));
        detector.placeSeen(ready, nanos);
        pass(Duration.ofMinutes(2));
        assertThat(reports).isEmpty();
    }

    @Test
    void without_a_grace_nothing_is_reported() {
        replica.read(aLine().grace(0).taken(), nanos);
        openStream();
        closeStream();
        pass(Duration.ofMinutes(2));
        assertThat(reports).isEmpty();
    }

    @Test
    void a_failed_report_is_repeated_later() {
        openStream();
        closeStream();
        reachable = false;
        pass(Duration.ofSeconds(10));
        reachable = true;
        pass(Duration.ofSeconds(1));
        assertThat(reports).containsExactly("-ann");
    }

    @Test
    void many_absent_fans_are_reported_in_batches() {
        List<ReplicaPlace> crowd = IntStream.range(0, 2_500)
                .mapToObj(i -> waiting(new FanId("fan" + i)))
                .toList();
        crowd.forEach(fan -> detector.streamClosed(fan, nanos));
        for (int i = 0; i < 20; i++) {
            nanos += Ticks.TICK_NANOS;
            tick();
        }
        assertThat(sizes).containsExactly(1_000, 1_000, 500);
    }

    @Test
    void a_node_that_stops_reports_all_waiting_fans_in_batches_and_nothing_after_that() {
        List<ReplicaPlace> watched = new ArrayList<>(IntStream.range(0, 2_500)
                .mapToObj(i -> waiting(new FanId("fan" + i)))
                .toList());
        watched.add(TestReplica.place(new FanId("ready"), Snapshots.place(PlaceState.READY, 8)));
        detector.reportAllGone(watched, Duration.ofSeconds(10)).block();
        assertThat(sizes).containsExactly(1_000, 1_000, 500);
        assertThat(reports).hasSize(2_500).allMatch(report -> report.startsWith("-fan"));

        openStream();
        detector.placeAbsent(ann, nanos); // our own report appears in the log while the streams are still open
        pass(Duration.ofMinutes(1));
        assertThat(reports).hasSize(2_500);
    }

    @Test
    void a_node_that_stops_reports_nobody_if_the_grace_is_too_short_to_come_back_in() {
        replica.read(aLine().grace(19_999).taken(), nanos);

        detector.reportAllGone(List.of(ann), Duration.ofSeconds(10)).block();

        assertThat(reports).isEmpty();
    }
}
