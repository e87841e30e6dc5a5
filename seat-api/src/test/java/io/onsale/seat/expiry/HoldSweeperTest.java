package io.onsale.seat.expiry;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static io.onsale.seat.testing.SeatService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.access.Visibility;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.hold.SeatHolds.Claim;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.plan.ServedPlan;
import io.onsale.seat.testing.SeatService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

class HoldSweeperTest {
    @RegisterExtension
    static final SeatService service = new SeatService();

    @Test
    void lapsed_holds_end_by_themselves() {
        Performance performance = service.publish(aSale().withRow("A", 3));
        HoldId hold = HoldId.nextFor(performance.id());
        service.bean(SeatHolds.class)
                .hold(
                        new Claim(performance, aFan(), hold),
                        List.of(performance.hall().seat(0), performance.hall().seat(2)))
                .block(PATIENCE);
        assertThat(service.states(performance)).isEqualTo("101");

        service.lapse(hold);

        eventually(() -> assertThat(service.states(performance)).isEqualTo("000"));
    }

    @Test
    void a_call_ends_no_more_than_it_was_told() {
        service.bean(HoldSweeper.class).stop();
        try {
            Performance performance = service.publish(aSale().withRow("A", 5));
            for (int seat = 0; seat < 5; seat++) {
                HoldId hold = HoldId.nextFor(performance.id());
                service.bean(SeatHolds.class)
                        .hold(
                                new Claim(performance, aFan(), hold),
                                List.of(performance.hall().seat(seat)))
                        .block(PATIENCE);
                service.lapse(hold);
            }
            LapsedHolds lapsed = service.bean(LapsedHolds.class);

            assertThat(lapsed.endSome(performance.id(), 3).block(PATIENCE)).isEqualTo(3);
            assertThat(lapsed.endSome(performance.id(), 3).block(PATIENCE)).isEqualTo(2);
            assertThat(lapsed.endSome(performance.id(), 3).block(PATIENCE)).isEqualTo(0);
            assertThat(service.states(performance)).isEqualTo("00000");
        } finally {
            service.bean(HoldSweeper.class).start();
        }
    }

    /** The loop alone, in virtual time. */
    @Nested
    class Loop implements Performances {
        private static final Duration PAUSE = Duration.ofMillis(500);

        private final AtomicInteger calls = new AtomicInteger();
        private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
        private boolean broken;

        @Test
        void it_starts_stops_and_starts_again() {
            HoldSweeper sweeper = new HoldSweeper(this::count, this, PAUSE, time);

            sweeper.start();
            time.advanceTimeBy(PAUSE.multipliedBy(3));
            assertThat(sweeper.isRunning()).isTrue();
            assertThat(calls).hasValue(3);

            sweeper.stop();
            time.advanceTimeBy(PAUSE.multipliedBy(3));
            assertThat(sweeper.isRunning()).isFalse();
            assertThat(calls).hasValue(3);

            sweeper.start();
            time.advanceTimeBy(PAUSE.multipliedBy(2));
            sweeper.stop();
            assertThat(calls).hasValue(5);
        }

        @Test
        void a_second_start_changes_nothing() {
            HoldSweeper sweeper = new HoldSweeper(this::count, this, PAUSE, time);

            sweeper.start();
            sweeper.start();
            time.advanceTimeBy(PAUSE.multipliedBy(3));
            assertThat(calls).hasValue(3);

            sweeper.stop();
            time.advanceTimeBy(PAUSE.multipliedBy(3));
            assertThat(calls).hasValue(3);
        }

        @Test
        void a_round_that_never_ends_is_given_up() {
            HoldSweeper sweeper = new HoldSweeper(
                    (performance, max) -> calls.incrementAndGet() == 1 ? Mono.never() : Mono.just(0),
                    this,
                    PAUSE,
                    time);

            sweeper.start();
            time.advanceTimeBy(Duration.ofMinutes(2));
            sweeper.stop();

            assertThat(calls).hasValueGreaterThan(1);
        }

        @Test
        void it_outlives_failures() {
            HoldSweeper sweeper = new HoldSweeper(this::count, this, PAUSE, time);
            broken = true;
            sweeper.start();
            time.advanceTimeBy(PAUSE.multipliedBy(2));

            broken = false;
            time.advanceTimeBy(PAUSE.multipliedBy(2));
            sweeper.stop();

            assertThat(calls).hasValue(4);
        }

        @Test
        void a_round_goes_on_while_there_is_more() {
            AtomicInteger left = new AtomicInteger(250);
            HoldSweeper sweeper = new HoldSweeper(
                    (performance, max) -> {
                        int ended = Math.min(left.get(), max);
                        left.addAndGet(-ended);
                        return Mono.just(ended);
                    },
                    this,
                    PAUSE,
                    time);

            sweeper.start();
            time.advanceTimeBy(PAUSE);
            sweeper.stop();

            assertThat(left).hasValue(0);
        }

        private Mono<Integer> count(PerformanceId performance, int max) {
            calls.incrementAndGet();
            return broken ? Mono.error(new IllegalStateException("Redis is away")) : Mono.just(0);
        }

        @Override
        public Mono<Performance> findPerformance(PerformanceId id) {
            return Mono.empty();
        }

        @Override
        public Mono<ServedPlan> findPlan(PerformanceId id) {
            return Mono.empty();
        }

        @Override
        public Mono<Visibility> findVisibility(PerformanceId id) {
            return Mono.just(Visibility.OPEN);
        }

        @Override
        public Flux<PerformanceId> current() {
            return Flux.just(new PerformanceId("p1"));
        }
    }
}
