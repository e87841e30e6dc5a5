package io.onsale.seat.hold.redis;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.testing.AlsoOnCluster;
import io.onsale.seat.hold.Hold;
import io.onsale.seat.hold.HoldOutcome;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.HoldOutcome.LimitReached;
import io.onsale.seat.hold.NewHold;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.testing.SeatService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Many fans want the same seats: each seat has one winner, each request gets all or nothing, no fan exceeds the limit. */
@AlsoOnCluster
class ContentionTest {
    private static final int FANS = 32;

    @RegisterExtension
    static final SeatService service = new SeatService();

    private final SeatHolds holds = service.bean(SeatHolds.class);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void every_seat_of_a_hundred_has_exactly_one_winner(long seed) {
        Performance performance = service.publish(aSale().withRow("A", 100));
        Random random = new Random(seed);
        List<Mono<HoldOutcome>> wishes = new ArrayList<>();
        for (int seat = 0; seat < 100; seat++) {
            for (int fan = 0; fan < FANS; fan++) {
                wishes.add(hold(performance, aFan(), List.of(performance.hall().seat(seat))));
            }
        }
        Collections.shuffle(wishes, random);

        List<Hold> winners = winners(wishes);

        assertThat(winners).flatExtracting(Hold::seats).doesNotHaveDuplicates().hasSize(100);
        assertThat(winners).extracting(Hold::fence).doesNotHaveDuplicates();
        assertThat(service.states(performance)).isEqualTo("1".repeat(100));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    void wishes_for_several_seats_are_granted_whole_or_not_at_all(long seed) {
        Performance performance = service.publish(aSale().withRow("A", 100));
        Random random = new Random(seed);
        List<Mono<HoldOutcome>> wishes = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            List<Integer> indices =
                    new ArrayList<>(IntStream.range(0, 100).boxed().toList());
            Collections.shuffle(indices, random);
            int size = 1 + random.nextInt(SeatHolds.SEATS_MAX);
            List<HallSeat> seats = indices.subList(0, size).stream()
                    .map(index -> performance.hall().seat(index))
                    .toList();
            wishes.add(hold(performance, aFan(), seats));
        }

        List<Hold> winners = winners(wishes);

        assertThat(winners).flatExtracting(Hold::seats).doesNotHaveDuplicates();
        int held = winners.stream().mapToInt(hold -> hold.seats().size()).sum();
        assertThat(service.states(performance).chars().filter(digit -> digit == '1'))
                .hasSize(held);
    }

    @Test
    void the_best_seats_are_sold_to_the_last_though_all_want_the_same() {
        Performance performance = service.publish(aSale().withRow("A", 50).withRow("B", 50));
        List<Mono<HoldOutcome>> wishes = IntStream.range(0, 80)
                .mapToObj(i -> Mono.defer(() -> holds.holdBest(
                        newHold(performance, aFan()), 2, performance.hall().ranked(), true)))
                .toList();

        List<Hold> winners = winners(wishes);

        assertThat(winners).hasSize(50);
        assertThat(winners).flatExtracting(Hold::seats).doesNotHaveDuplicates().hasSize(100);
    }

    @Test
    void fifty_requests_at_once_do_not_lift_a_fans_limit() {
        Performance performance = service.publish(aSale().withRow("A", 100).atMost(4));
        FanId fan = aFan();
        List<Mono<HoldOutcome>> wishes = IntStream.range(0, 50)
                .mapToObj(i -> hold(
                        performance,
                        fan,
                        List.of(
                                performance.hall().seat(2 * i),
                                performance.hall().seat(2 * i + 1))))
                .toList();

        List<HoldOutcome> outcomes = atOnce(wishes);

        assertThat(outcomes).filteredOn(Held.class::isInstance).hasSize(2);
        assertThat(outcomes)
                .filteredOn(outcome -> !(outcome instanceof Held))
                .containsOnly(new LimitReached(4, 4))
                .hasSize(48);
    }

    private Mono<HoldOutcome> hold(Performance performance, FanId fan, List<HallSeat> seats) {
        return Mono.defer(() -> holds.hold(newHold(performance, fan), seats));
    }

    private static NewHold newHold(Performance performance, FanId fan) {
        return new NewHold(performance, fan, HoldId.nextFor(performance.id()));
    }

    private static List<Hold> winners(List<Mono<HoldOutcome>> wishes) {
        return atOnce(wishes).stream()
                .filter(Held.class::isInstance)
                .map(outcome -> ((Held) outcome).hold())
                .toList();
    }

    private static List<HoldOutcome> atOnce(List<Mono<HoldOutcome>> wishes) {
        return Objects.requireNonNull(Flux.fromIterable(wishes)
                .flatMap(wish -> wish.subscribeOn(Schedulers.parallel()), FANS)
                .collectList()
                .block(PATIENCE));
    }
}
