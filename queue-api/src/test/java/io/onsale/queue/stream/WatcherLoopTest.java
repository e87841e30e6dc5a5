package io.onsale.queue.stream;

import static io.onsale.queue.testing.Snapshots.aLine;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.LineSnapshot;
import io.onsale.queue.replica.TestReplica;
import io.onsale.queue.replica.Ticks;
import io.onsale.queue.sale.SaleState;
import io.onsale.queue.testing.Snapshots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Streams end to end: the replica, its streams and their loop, with a clock controlled by the test. */
class WatcherLoopTest {
    private static final FanId ANN = new FanId("ann");

    private final AtomicLong nanos = new AtomicLong(1_000_000_000);
    private final FakeSink.Loop loop = new FakeSink.Loop();
    private final List<String> gone = new ArrayList<>();
    private final TestReplica replica = new TestReplica(nanos::get);
    private final TestStreams streams = new TestStreams(replica, this::report);

    private Mono<Void> report(SaleId sale, List<FanId> away, List<FanId> back) {
        away.forEach(fan -> gone.add(fan.value()));
        return Mono.empty();
    }

    private void show(LineSnapshot line) {
        replica.read(line, nanos.get());
    }

    private void pass(Duration time, LineSnapshot line) {
        long until = nanos.get() + time.toNanos();
        while (nanos.get() < until) {
            nanos.addAndGet(Ticks.TICK_NANOS);
            show(line);
        }
    }

    private FakeSink stream(FanId fan, long number) {
        return streams.open(fan, number, loop);
    }

    @Test
    void a_stream_begins_with_the_full_state() {
        show(aLine().waiting(3, 7).taken());
        FakeSink ann = stream(ANN, 7);
        assertThat(ann.text())
                .startsWith("retry:")
                .contains("event:sale", "\"state\":\"OPEN\"", "event:place", "\"ahead\":1");
        assertThat(streams.count()).isEqualTo(1);
    }

    @Test
    void near_the_front_a_step_is_sent_within_a_second() {
        show(aLine().waiting(3, 7).taken());
        FakeSink ann = stream(ANN, 7);
        ann.text();
        pass(Duration.ofSeconds(1), aLine().waiting(7).taken());
        assertThat(ann.text()).contains("\"ahead\":0");
    }

    @Test
    void far_back_steps_are_sent_rarely_but_a_silence_never_lasts_fifteen_seconds() {
        long[] line = LongStream.rangeClosed(1, 50_000).toArray();
        show(aLine().waiting(line).taken());
        List<FakeSink> crowd = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            crowd.add(stream(new FanId("fan" + i), 40_000 + i));
        }
        crowd.forEach(FakeSink::text);
        for (int i = 0; i < 6; i++) {
            LineSnapshot next = aLine().waiting(
                            LongStream.rangeClosed(1_000L * i, 50_000).toArray())
                    .taken();
            pass(Duration.ofSeconds(10), next);
            for (FakeSink fan : crowd) {
                assertThat(fan.text().split("event:place", -1)).hasSizeBetween(2, 3);
            }
        }
        LineSnapshot still = aLine().waiting(line).in(SaleState.PAUSED).taken();
        pass(Duration.ofSeconds(15), still);
        crowd.forEach(FakeSink::text);
        for (int i = 0; i < 4; i++) {
            pass(Duration.ofMillis(14_800), still);
            assertThat(crowd).allSatisfy(fan -> assertThat(fan.text()).contains(":still here"));
        }
    }

    @Test
    void slow_paced_streams_are_spread_over_the_ticks() {
        LineSnapshot line =
                aLine().waiting(LongStream.rangeClosed(1, 50_000).toArray()).taken();
        show(line);
        List<FakeSink> crowd = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            crowd.add(stream(new FanId("fan" + i), 40_000 + i));
        }
        crowd.forEach(FakeSink::text);
        int most = 0;
        for (int tick = 0; tick < 50; tick++) {
            pass(
                    Duration.ofMillis(200),
                    aLine().waiting(LongStream.rangeClosed(tick * 100L + 100, 50_000)
                                    .toArray())
                            .taken());
            most = Math.max(most, (int)
                    crowd.stream().filter(fan -> !fan.text().isEmpty()).count());
        }
        assertThat(most).isLessThan(100); // 40 if spread perfectly
    }

    @Test
    void a_pause_is_sent_to_everybody_immediately() {
        long[] line = LongStream.rangeClosed(1, 50_000).toArray();
        show(aLine().waiting(line).taken());
        List<FakeSink> crowd = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            crowd.add(stream(new FanId("fan" + i), 100 + i * 40L));
        }
        crowd.forEach(FakeSink::text);
        show(aLine().waiting(line)
                .in(SaleState.PAUSED)
                .saying("Payment is slow")
                .taken());
        assertThat(crowd).allSatisfy(fan -> assertThat(fan.text()).contains("\"state\":\"PAUSED\"", "Payment is slow"));
    }

    @Test
    void the_turn_is_sent_immediately_on_both_streams_of_a_fan() {
        show(aLine().waiting(7).taken());
        FakeSink phone = stream(ANN, 7);
        FakeSink laptop = stream(ANN, 7);
        phone.text();
        laptop.text();
        show(aLine().with("READY 7 1500000 TURN ann").taken());
        assertThat(phone.text()).contains("event:ready");
        assertThat(laptop.text()).contains("event:ready");
    }

    @Test
    void the_third_stream_of_a_fan_ends_the_oldest() {
        show(aLine().waiting(7).taken());
        FakeSink first = stream(ANN, 7);
        FakeSink second = stream(ANN, 7);
        FakeSink third = stream(ANN, 7);

        assertThat(first.text()).endsWith("event:closed\ndata:{\"reason\":\"elsewhere\"}\n\n");
        assertThat(first.hasEnded()).isTrue();
        assertThat(second.hasEnded()).isFalse();
        assertThat(third.hasEnded()).isFalse();
        assertThat(streams.count()).isEqualTo(2);
    }

    @Test
    void a_slow_client_gets_only_the_latest_state() {
        show(aLine().waiting(3, 5, 7).taken());
        FakeSink ann = stream(ANN, 7);
        ann.text();
        ann.ready(false);
        pass(Duration.ofSeconds(5), aLine().waiting(5, 7).taken());
        pass(Duration.ofSeconds(5), aLine().waiting(7).taken());
        assertThat(ann.text()).isEmpty();
        ann.ready(true);
        pass(Duration.ofMillis(200), aLine().waiting(7).taken());
        assertThat(ann.text()).containsOnlyOnce("event:place").contains("\"ahead\":0");
    }

    @Test
    void a_client_that_reads_nothing_for_half_a_minute_is_disconnected() {
        show(aLine().waiting(3, 7).taken());
        FakeSink ann = stream(ANN, 7);
        ann.ready(false);
        pass(Duration.ofSeconds(29), aLine().waiting(7).taken());
        assertThat(ann.wasCut()).isFalse();
        pass(Duration.ofSeconds(4), aLine().waiting(7).taken());
        assertThat(ann.wasCut()).isTrue();
        assertThat(streams.count()).isZero();
    }

    @Test
    void after_the_end_nothing_is_written_and_nothing_is_left() {
        show(aLine().waiting(7, 8).taken());
        FakeSink ann = new FakeSink(loop);
        PlaceStream stream = streams.open(ANN, 7, ann);
        ann.text();
        stream.end();
        stream.end();
        pass(Duration.ofSeconds(20), aLine().waiting(8).taken());
        assertThat(ann.text()).isEmpty();
        assertThat(streams.count()).isZero();
        assertThat(streams.ofSale().contains("ann")).isFalse();
    }

    @Test
    void while_the_line_is_unreachable_streams_stay_open_and_say_so() {
        show(aLine().waiting(7).taken());
        FakeSink ann = stream(ANN, 7);
        ann.text();
        for (int i = 0; i < 60; i++) {
            nanos.addAndGet(Ticks.TICK_NANOS);
            replica.readFailed(nanos.get());
        }
        assertThat(ann.text()).containsOnlyOnce("event:sale").contains("\"state\":\"UNAVAILABLE\"", ":still here");
        show(aLine().waiting(7).taken());
        assertThat(ann.text()).contains("\"state\":\"OPEN\"");
        assertThat(ann.hasEnded()).isFalse();
    }

    @Test
    void the_stream_of_an_untracked_place_stays_open_and_the_place_is_read_again() {
        show(aLine().waiting(3, 7).taken());
        FakeSink ann = stream(ANN, 7);
        FakeSink ben = stream(new FanId("ben"), 8);
        ann.text();
        ben.text();
        show(aLine().inEpoch(2).waiting(7).taken());
        assertThat(replica.takeUntracked(10)).containsExactlyInAnyOrder(ANN, new FanId("ben"));
        assertThat(replica.takeUntracked(10)).isEmpty();

        replica.placed(ANN, Snapshots.place(io.onsale.queue.line.PlaceState.WAITING, 7), 0);
        replica.placeLost(new FanId("ben"));
        pass(Duration.ofSeconds(1), aLine().inEpoch(2).waiting(7).taken());
        assertThat(ann.text()).contains("\"ahead\":0");
        assertThat(ann.hasEnded()).isFalse();
        assertThat(ben.text()).contains("event:drain");
        assertThat(ben.hasEnded()).isTrue();
    }

    @Test
    void a_drain_gives_each_client_its_own_time() {
        show(aLine().waiting(7).taken());
        List<FakeSink> crowd = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            crowd.add(stream(new FanId("fan" + i), 7 + i));
        }
        crowd.forEach(FakeSink::text);
        AtomicInteger done = new AtomicInteger();
        streams.streams().drain(Duration.ofSeconds(10), done::incrementAndGet);

        assertThat(done).hasValue(1);
        assertThat(crowd).allMatch(FakeSink::hasEnded);
        long[] delays = crowd.stream()
                .map(FakeSink::text)
                .peek(text -> assertThat(text).startsWith("retry:").contains("event:drain"))
                .mapToLong(text -> Long.parseLong(text.substring(6, text.indexOf('\n'))))
                .sorted()
                .toArray();
        assertThat(LongStream.of(delays).distinct()).hasSize(1_000);
        assertThat(delays[0]).isLessThan(500);
        assertThat(delays[999]).isBetween(9_500L, 10_500L);
        assertThat(streams.count()).isZero();
    }

    @Test
    void when_the_node_stops_watching_fans_get_a_grace_if_it_is_long_enough_to_return() {
        show(aLine().waiting(7).grace(19_000).taken());
        stream(ANN, 7);
        streams.reportAllGone(Duration.ofSeconds(10));
        assertThat(gone).isEmpty();

        show(aLine().waiting(7).grace(20_000).taken());
        streams.reportAllGone(Duration.ofSeconds(10));
        assertThat(gone).containsExactly("ann");
    }
}
