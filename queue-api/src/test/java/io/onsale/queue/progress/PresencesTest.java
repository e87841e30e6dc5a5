package io.onsale.queue.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.PlaceState;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class PresencesTest {
    private static final FanId ANN = new FanId("ann");

    private final Set<FanId> watching = new HashSet<>();
    private final Presences presences = new Presences(watching::contains);
    private final KnownPlace ann = known(ANN);
    private final List<String> reports = new ArrayList<>();
    private boolean wanted = true;
    private boolean reachable = true;
    private long nanos = 1_000_000_000;

    private static KnownPlace known(FanId fan) {
        return new KnownPlace(fan, Snapshots.place(PlaceState.WAITING, 7), "v1.a", 0);
    }

    private Mono<Void> note(SaleId sale, List<FanId> gone, List<FanId> back) {
        return Mono.defer(() -> {
            if (!reachable) {
                return Mono.error(new Unavailable("Redis"));
            }
            gone.forEach(fan -> reports.add("-" + fan.value()));
            back.forEach(fan -> reports.add("+" + fan.value()));
            return Mono.empty();
        });
    }

    private void tick() {
        presences
                .report(SaleId.next(), this::note, wanted, nanos)
                .onErrorComplete(Unavailable.class)
                .block();
    }

    private void pass(Duration time) {
        long until = nanos + time.toNanos();
        while (nanos < until) {
            nanos += Pacing.TICK_NANOS;
            tick();
        }
    }

    private void openStream() {
        watching.add(ANN);
        presences.streamOpened(ann, nanos);
    }

    private void closeStream() {
        watching.remove(ANN);
        presences.streamClosed(ann, nanos);
    }

    @Test
    void who_closes_the_last_stream_is_gone_a_moment_later_and_reported_once() {
        openStream();
        pass(Duration.ofMinutes(2));
        closeStream();
        pass(Duration.ofSeconds(1));
        assertThat(reports).isEmpty();
        pass(Duration.ofMinutes(2));
        assertThat(reports).containsExactly("-ann");
    }

    @Test
    void loading_the_page_again_is_not_reported() {
        openStream();
        closeStream();
        pass(Duration.ofSeconds(1));
        openStream();
        pass(Duration.ofMinutes(2));
        assertThat(reports).isEmpty();
    }

    @Test
    void who_polls_is_there_and_who_stops_is_gone_after_half_a_minute() {
        for (int i = 0; i < 20; i++) {
            presences.seen(ann, nanos);
            pass(Duration.ofSeconds(10));
        }
        assertThat(reports).isEmpty();
        pass(Duration.ofSeconds(25));
        assertThat(reports).containsExactly("-ann");
    }

    @Test
    void who_was_told_to_come_back_late_has_three_times_as_long() {
        ann.polls().told(12_000);
        presences.seen(ann, nanos);
        pass(Duration.ofSeconds(35));
        assertThat(reports).isEmpty();
        pass(Duration.ofSeconds(3));
        assertThat(reports).containsExactly("-ann");
    }

    @Test
    void beyond_the_limit_nobody_is_followed_and_so_nobody_is_missed() {
        presences.follow(0);
        presences.seen(ann, nanos);
        pass(Duration.ofMinutes(2));
        assertThat(reports).isEmpty();

        presences.follow(1);
        presences.seen(ann, nanos);
        pass(Duration.ofMinutes(2));
        assertThat(reports).containsExactly("-ann");
    }

    @Test
    void who_is_back_is_reported_once() {
        openStream();
        closeStream();
        pass(Duration.ofSeconds(5));
        presences.seen(ann, nanos);
        presences.seen(ann, nanos);
        pass(Duration.ofSeconds(5));
        assertThat(reports).containsExactly("-ann", "+ann");
    }

    @Test
    void whom_another_node_misses_is_reported_back_if_it_is_here() {
        presences.absent(ann, nanos);
        pass(Duration.ofSeconds(1));
        assertThat(reports).isEmpty(); // nobody sees it here either

        openStream();
        pass(Duration.ofSeconds(1));
        presences.absent(ann, nanos);
        pass(Duration.ofSeconds(1));
        assertThat(reports).containsExactly("+ann", "+ann");
    }

    @Test
    void who_does_not_wait_any_more_is_nobody_s_business() {
        KnownPlace ready = new KnownPlace(ANN, Snapshots.place(PlaceState.READY, 7), "v1.a", 0);
        presences.seen(ready, nanos);
        pass(Duration.ofMinutes(2));
        assertThat(reports).isEmpty();
    }

    @Test
    void without_a_grace_nothing_is_reported() {
        wanted = false;
        openStream();
        closeStream();
        pass(Duration.ofMinutes(2));
        assertThat(reports).isEmpty();
    }

    @Test
    void what_could_not_be_reported_is_reported_later() {
        openStream();
        closeStream();
        reachable = false;
        pass(Duration.ofSeconds(10));
        reachable = true;
        pass(Duration.ofSeconds(1));
        assertThat(reports).containsExactly("-ann");
    }

    @Test
    void a_crowd_that_leaves_is_reported_in_portions() {
        List<KnownPlace> crowd = IntStream.range(0, 2_500)
                .mapToObj(i -> known(new FanId("fan" + i)))
                .toList();
        crowd.forEach(fan -> presences.streamClosed(fan, nanos));
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            nanos += Pacing.TICK_NANOS;
            presences
                    .report(
                            SaleId.next(),
                            (sale, gone, back) -> Mono.fromRunnable(() -> sizes.add(gone.size() + back.size())),
                            true,
                            nanos)
                    .block();
        }
        assertThat(sizes).containsExactly(1_000, 1_000, 500);
    }

    @Test
    void a_node_that_stops_reports_all_who_wait_in_portions_and_nothing_after_that() {
        List<KnownPlace> watched = new ArrayList<>(IntStream.range(0, 2_500)
                .mapToObj(i -> known(new FanId("fan" + i)))
                .toList());
        watched.add(new KnownPlace(new FanId("ready"), Snapshots.place(PlaceState.READY, 8), "v1.r", 0));
        List<Integer> sizes = new ArrayList<>();
        presences
                .reportAllGone(
                        SaleId.next(),
                        (sale, gone, back) -> Mono.defer(() -> {
                            sizes.add(gone.size());
                            return note(sale, gone, back);
                        }),
                        watched.stream())
                .block();
        assertThat(sizes).containsExactly(1_000, 1_000, 500);
        assertThat(reports).hasSize(2_500).allMatch(report -> report.startsWith("-fan"));

        openStream();
        presences.absent(ann, nanos); // the log tells of our own report while the streams are still open
        pass(Duration.ofMinutes(1));
        assertThat(reports).hasSize(2_500);
    }
}
