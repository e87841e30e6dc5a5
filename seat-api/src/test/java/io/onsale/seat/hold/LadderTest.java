package io.onsale.seat.hold;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.event.SeatingPlan;
import io.onsale.kernel.event.SeatingPlan.Row;
import io.onsale.kernel.event.SeatingPlan.Seat;
import io.onsale.kernel.event.SeatingPlan.Zone;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.HoldOutcome.NoneFit;
import io.onsale.seat.hold.LadderModel.Choice;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.RankedRun;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The best seats are those that a search through all choices finds. */
class LadderTest {
    private static final int CASES = 500; // per seed
    private static final int ROWS = 6;
    private static final int SEATS_PER_ROW = 9;

    @RegisterExtension
    static final SeatService service = new SeatService();

    private final SeatHolds holds = service.bean(SeatHolds.class);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void the_script_chooses_what_a_search_through_everything_finds(long seed) {
        Random random = new Random(seed);
        Performance performance = service.publish(aHall(random));
        List<RankedRun> runs = performance.hall().ranked();
        for (int i = 0; i < CASES; i++) {
            BitSet taken = take(performance, random);
            int quantity = 1 + random.nextInt(SeatHolds.SEATS_MAX);
            Choice choice = LadderModel.choose(runs, quantity, index -> !taken.get(index));

            HoldOutcome outcome = best(performance, aFan(), quantity);

            assertThat(choiceOf(outcome))
                    .as("seed %s, case %s: %s of all but %s", seed, i, quantity, taken)
                    .isEqualTo(choice);
            giveBack(performance, outcome);
        }
    }

    @Test
    void two_hundred_at_once_are_nearly_all_served_at_the_first_try() {
        var sale = aSale().inSection("F1");
        for (int row = 0; row < 100; row++) {
            sale.withRow("R" + row, 80);
        }
        Performance performance = service.publish(sale);

        List<HoldOutcome> outcomes = Objects.requireNonNull(Flux.range(0, 200)
                .flatMap(
                        i -> Mono.defer(() -> holds.holdBest(
                                        newHold(performance, aFan()),
                                        2 + i % 3,
                                        performance.hall().ranked().subList(0, 64),
                                        false))
                                .subscribeOn(Schedulers.parallel()),
                        200)
                .collectList()
                .block(PATIENCE));

        List<Hold> served = outcomes.stream()
                .filter(Held.class::isInstance)
                .map(outcome -> ((Held) outcome).hold())
                .toList();
        assertThat(served).hasSizeGreaterThanOrEqualTo(190);
        assertThat(served).flatExtracting(Hold::seats).doesNotHaveDuplicates();
    }

    /** Rows in no order, of which some have an aisle. */
    private static SalePublished aHall(Random random) {
        SalePublished sale = aSale().withRow("A", 1).build();
        List<Row> rows = new ArrayList<>();
        for (int y = 1; y <= ROWS; y++) {
            List<Seat> seats = new ArrayList<>();
            int aisle = random.nextBoolean() ? 100 : 0;
            for (int x = 1; x <= SEATS_PER_ROW; x++) {
                int at = 400 + 20 * x + (x > 4 ? aisle : 0);
                seats.add(new Seat(y + "-" + x, Integer.toString(x), at, 30 * y, "R"));
            }
            rows.add(new Row(Integer.toString(y), seats));
        }
        Collections.shuffle(rows, random);
        SeatingPlan plan = sale.plan();
        return new SalePublished(
                sale.saleId(),
                sale.eventId(),
                sale.title(),
                sale.sale(),
                sale.grades(),
                sale.performances(),
                new SeatingPlan(
                        plan.name(),
                        plan.size(),
                        plan.categories(),
                        List.of(new Zone("F1", rows.subList(0, 4)), new Zone("F2", rows.subList(4, ROWS))),
                        plan.areas()),
                sale.visibleFrom(),
                sale.sellerId());
    }

    /** Writes random states behind the service's back. */
    private static BitSet take(Performance performance, Random random) {
        BitSet taken = new BitSet();
        int share = random.nextInt(100);
        String key = SeatKeys.of(performance.sale(), performance.id()).states();
        var redis = service.bean(Scripts.class).commands();
        Flux.fromStream(IntStream.range(0, performance.hall().seatCount()).boxed())
                .concatMap(index -> {
                    boolean isTaken = random.nextInt(100) < share;
                    taken.set(index, isTaken);
                    return redis.setbit(key, 64 + 2 * index, isTaken ? 1 : 0) // sold or free
                            .then(redis.setbit(key, 65 + 2 * index, 0));
                })
                .then()
                .block(PATIENCE);
        return taken;
    }

    private void giveBack(Performance performance, HoldOutcome outcome) {
        if (outcome instanceof Held held) {
            FanId fan = lastFan;
            holds.release(performance, held.hold().id(), fan).block(PATIENCE);
        }
    }

    private FanId lastFan = aFan();

    private HoldOutcome best(Performance performance, FanId fan, int quantity) {
        lastFan = fan;
        return Objects.requireNonNull(holds.holdBest(
                        newHold(performance, fan), quantity, performance.hall().ranked(), true)
                .block(PATIENCE));
    }

    private static @org.jspecify.annotations.Nullable Choice choiceOf(HoldOutcome outcome) {
        if (outcome instanceof Held held) {
            return new Choice(
                    Objects.requireNonNull(held.rung()),
                    held.hold().seats().stream().map(HallSeat::index).toList());
        }
        assertThat(outcome).isEqualTo(new NoneFit());
        return null;
    }

    private static NewHold newHold(Performance performance, FanId fan) {
        return new NewHold(performance, fan, HoldId.nextFor(performance.id()));
    }
}
