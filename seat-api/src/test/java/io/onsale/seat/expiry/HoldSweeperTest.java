package io.onsale.seat.expiry;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static io.onsale.seat.testing.SeatService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.access.Visibility;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.testing.AlsoOnCluster;
import io.onsale.seat.hold.NewHold;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.plan.ServedPlan;
import io.onsale.seat.testing.SeatService;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@AlsoOnCluster
class HoldSweeperTest {
    @RegisterExtension
    static final SeatService service = new SeatService();

    @Test
    void lapsed_holds_end_by_themselves() {
        Performance performance = service.publish(aSale().withRow("A", 3));
        HoldId hold = HoldId.nextFor(performance.id());
        service.bean(SeatHolds.class)
                .hold(
                        new NewHold(performance, aFan(), hold),
                        List.of(performance.hall().seat(0), performance.hall().seat(2)))
                .block(PATIENCE);
        assertThat(service.states(performance)).isEqualTo("101");

        service.lapse(hold);

        eventually(() -> assertThat(service.states(performance)).isEqualTo("000"));
    }

    @Test
    void a_call_ends_no_more_than_it_was_told() {
        service.loop("holdSweeperLoop").stop();
        try {
            Performance performance = service.publish(aSale().withRow("A", 5));
            for (int seat = 0; seat < 5; seat++) {
                HoldId hold = HoldId.nextFor(performance.id());
                service.bean(SeatHolds.class)
                        .hold(
                                new NewHold(performance, aFan(), hold),
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
            service.loop("holdSweeperLoop").start();
        }
    }

    /** A round alone. */
    @Nested
    class Round implements Performances {
        private static final PerformanceId FAILING = new PerformanceId("p1");

        private final AtomicInteger calls = new AtomicInteger();

        @Test
        void one_that_fails_does_not_end_the_others_round() {
            StepVerifier.create(new HoldSweeper(this::count, this).round()).verifyComplete();

            assertThat(calls).hasValue(2);
        }

        @Test
        void it_goes_on_while_there_is_more() {
            AtomicInteger left = new AtomicInteger(250);
            HoldSweeper sweeper = new HoldSweeper(
                    (performance, max) -> {
                        int ended = Math.min(left.get(), max);
                        left.addAndGet(-ended);
                        return Mono.just(ended);
                    },
                    this);

            StepVerifier.create(sweeper.round()).verifyComplete();

            assertThat(left).hasValue(0);
        }

        private Mono<Integer> count(PerformanceId performance, int max) {
            calls.incrementAndGet();
            return performance.equals(FAILING) ? Mono.error(new IllegalStateException("Redis is away")) : Mono.just(0);
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
            return Flux.just(FAILING, new PerformanceId("p2"));
        }
    }
}
