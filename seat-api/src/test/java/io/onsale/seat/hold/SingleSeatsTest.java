package io.onsale.seat.hold;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.SeatId;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.HoldOutcome.LeavesSingle;
import io.onsale.seat.hold.SingleSeatsModel.Verdict;
import io.onsale.seat.hold.WishOnPlan.Reading.Found;
import io.onsale.seat.plan.Hall;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.seat.SeatKeys;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.redis.Scripts;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** The script refuses exactly those seats that a comparison of all single seats before and after refuses. */
class SingleSeatsTest {
    private static final int CASES = 400; // per seed
    private static final int SEATS = 24;

    @RegisterExtension
    static final SeatService service = new SeatService();

    private final SeatHolds holds = service.bean(SeatHolds.class);
    private final Performance performance = service.publish(aSale().withRow("A", 9)
            .withRowAt("B", 0, 26, 52, 178, 204, 230, 256, 282)
            .withRow("C", 7, "S"));

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void the_script_refuses_what_a_comparison_of_everything_refuses(long seed) {
        Random random = new Random(seed);
        Hall hall = performance.hall();
        int refused = 0;
        for (int i = 0; i < CASES; i++) {
            BitSet taken = take(random);
            List<HallSeat> asked = someFree(random, taken);
            Wanted wanted = ((Found) WishOnPlan.read(
                            hall, Wish.of(asked.stream().map(HallSeat::id).toList()), false))
                    .wanted();
            Verdict verdict = SingleSeatsModel.judge(
                    wanted.guardedRows(), asked.stream().map(HallSeat::index).toList(), seat -> !taken.get(seat));
            FanId fan = aFan();
            HoldOutcome outcome = Objects.requireNonNull(
                    holds.hold(new NewHold(performance, fan, HoldId.nextFor(performance.id())), wanted)
                            .block(PATIENCE));
            refused += verdict == null ? 0 : 1;
            if (outcome instanceof Held held) {
                assertThat(verdict).as("seed %s, case %s", seed, i).isNull();
                holds.release(performance, held.hold().id(), fan).block(PATIENCE);
            } else {
                assertThat(outcome)
                        .as("seed %s, case %s: %s of all but %s", seed, i, asked, taken)
                        .isEqualTo(leaves(Objects.requireNonNull(verdict)));
            }
        }
        assertThat(refused).as("cases of both kinds").isBetween(CASES / 20, CASES * 19 / 20);
    }

    private LeavesSingle leaves(Verdict verdict) {
        return new LeavesSingle(
                verdict.singles().stream().map(this::id).toList(),
                verdict.instead().stream().map(this::id).toList());
    }

    private SeatId id(int index) {
        return performance.hall().seat(index).id();
    }

    private List<HallSeat> someFree(Random random, BitSet taken) {
        List<Integer> free = new ArrayList<>(IntStream.range(0, SEATS)
                .filter(seat -> !taken.get(seat))
                .boxed()
                .toList());
        int count = Math.min(1 + random.nextInt(4), free.size());
        if (random.nextBoolean()) {
            Collections.shuffle(free, random);
            return free.subList(0, count).stream().map(performance.hall()::seat).toList();
        }
        int from = random.nextInt(free.size() - count + 1);
        return free.subList(from, from + count).stream()
                .map(performance.hall()::seat)
                .toList();
    }

    /** Writes random states behind the service's back; at least one seat is free. */
    private BitSet take(Random random) {
        BitSet taken = new BitSet();
        int share = random.nextInt(70);
        String key = SeatKeys.of(performance.sale(), performance.id()).states();
        var redis = service.bean(Scripts.class).commands();
        Flux.range(0, SEATS)
                .concatMap(index -> {
                    boolean isTaken = index > 0 && random.nextInt(100) < share;
                    taken.set(index, isTaken);
                    return redis.setbit(key, 64 + 2 * index, isTaken ? 1 : 0) // sold or free
                            .then(redis.setbit(key, 65 + 2 * index, 0));
                })
                .then()
                .block(PATIENCE);
        return taken;
    }
}
