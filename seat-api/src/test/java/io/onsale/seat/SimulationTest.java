package io.onsale.seat;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.ReservationId;
import io.onsale.seat.expiry.LapsedHolds;
import io.onsale.seat.hold.HoldOutcome;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.HoldReleaseOutcome;
import io.onsale.seat.hold.NewHold;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.reservation.Projection;
import io.onsale.seat.reservation.Reservation;
import io.onsale.seat.reservation.Reservation.ReservedSeat;
import io.onsale.seat.reservation.ReservationState;
import io.onsale.seat.reservation.ReservedHolds;
import io.onsale.seat.reservation.ReservedHolds.Takeover;
import io.onsale.seat.reservation.ReservedHolds.Takeover.TakenOver;
import io.onsale.seat.seat.Epochs;
import io.onsale.seat.seat.SeatKeys;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.redis.Scripts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random steps on all scripts against a small model: after each step the answer and everything in Redis are as in the model.
 * A failure names its seed and step; the same seed gives the same run.
 */
class SimulationTest {
    private static final int STEPS = 250;
    private static final int SEATS = 12;
    private static final int LIMIT = 4;

    @RegisterExtension
    static final SeatService service = new SeatService();

    private enum Kind {
        HELD,
        LAPSED,
        RESERVED,
        SOLD
    }

    private static final class Claimed {
        private final HoldId id;
        private final FanId fan;
        private final List<Integer> seats;
        private Kind kind = Kind.HELD;

        @Nullable
        private ReservationId reservation;

        Claimed(HoldId id, FanId fan, List<Integer> seats) {
            this.id = id;
            this.fan = fan;
            this.seats = new ArrayList<>(seats);
        }
    }

    private final Performance performance =
            service.publish(aSale().withRow("A", SEATS).atMost(LIMIT));
    private final SeatHolds holds = service.bean(SeatHolds.class);
    private final ReservedHolds reserved = service.bean(ReservedHolds.class);
    private final List<FanId> fans = Stream.generate(SeatService::aFan).limit(5).toList();
    private final Map<HoldId, Claimed> model = new LinkedHashMap<>();
    private long lastFence;
    private long lastChange;
    private final long epoch = Objects.requireNonNull(
            service.bean(Epochs.class).findEpoch(performance.id()).block(PATIENCE));

    @BeforeAll
    static void onlyWeSweep() {
        service.loop("holdSweeperLoop").stop();
        service.loop("driftLoop").stop(); // Postgres knows nothing of these reservations
    }

    @AfterAll
    static void sweepAgain() {
        service.loop("driftLoop").start();
        service.loop("holdSweeperLoop").start();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void redis_does_what_the_model_does(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            String name = step(random);
            check("seed " + seed + ", step " + step + ": " + name);
        }
    }

    private String step(Random random) {
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> hold(random);
            case 4 -> holdBest(random);
            case 5 -> release(random);
            case 6 -> lapse(random);
            case 7 -> sweep();
            case 8, 9 -> takeOver(random);
            case 10 -> undo(random);
            default -> settle(random);
        };
    }

    private String hold(Random random) {
        List<Integer> all = new ArrayList<>(IntStream.range(0, SEATS).boxed().toList());
        Collections.shuffle(all, random);
        List<Integer> wanted = all.subList(0, 1 + random.nextInt(3));
        NewHold newHold = newHold(random);
        List<HallSeat> seats =
                wanted.stream().map(index -> performance.hall().seat(index)).toList();
        HoldOutcome outcome = Objects.requireNonNull(holds.hold(newHold, seats).block(PATIENCE));
        boolean free = wanted.stream().allMatch(this::isFree);
        boolean granted = free && seatsOf(newHold.fan()) + wanted.size() <= LIMIT;
        assertThat(outcome instanceof Held)
                .as("%s wants %s", newHold.fan(), wanted)
                .isEqualTo(granted);
        if (outcome instanceof Held held) {
            take(newHold, held, wanted);
        }
        return "hold " + wanted;
    }

    private String holdBest(Random random) {
        NewHold newHold = newHold(random);
        int quantity = 1 + random.nextInt(3);
        HoldOutcome outcome = Objects.requireNonNull(
                holds.holdBest(newHold, quantity, performance.hall().ranked(), true)
                        .block(PATIENCE));
        long free = IntStream.range(0, SEATS).filter(this::isFree).count();
        boolean granted = free >= quantity && seatsOf(newHold.fan()) + quantity <= LIMIT;
        assertThat(outcome instanceof Held)
                .as("%s wants the best %s", newHold.fan(), quantity)
                .isEqualTo(granted);
        if (outcome instanceof Held held) {
            List<Integer> chosen =
                    held.hold().seats().stream().map(HallSeat::index).toList();
            assertThat(chosen).hasSize(quantity).allMatch(this::isFree);
            model.values().removeIf(old -> old.kind == Kind.LAPSED); // up to 16 of them end first
            take(newHold, held, chosen);
        }
        return "hold the best " + quantity;
    }

    private void take(NewHold newHold, Held held, List<Integer> seats) {
        assertThat(held.hold().fence()).isGreaterThan(lastFence);
        lastFence = held.hold().fence();
        model.values()
                .removeIf(old -> old.kind == Kind.LAPSED && old.seats.stream().anyMatch(seats::contains));
        model.put(newHold.id(), new Claimed(newHold.id(), newHold.fan(), seats));
    }

    private String release(Random random) {
        Claimed some = some(random, Kind.HELD);
        if (some != null) {
            assertThat(holds.release(performance, some.id, some.fan).block(PATIENCE))
                    .isEqualTo(HoldReleaseOutcome.RELEASED);
            model.remove(some.id);
        }
        return "release";
    }

    private String lapse(Random random) {
        Claimed some = some(random, Kind.HELD);
        if (some != null) {
            service.lapse(some.id);
            some.kind = Kind.LAPSED;
        }
        return "lapse";
    }

    private String sweep() {
        long lapsed = model.values().stream().filter(c -> c.kind == Kind.LAPSED).count();
        assertThat(service.bean(LapsedHolds.class)
                        .endSome(performance.id(), 100)
                        .block(PATIENCE))
                .isEqualTo((int) lapsed);
        model.values().removeIf(c -> c.kind == Kind.LAPSED);
        return "sweep";
    }

    private String takeOver(Random random) {
        Claimed some = random.nextInt(4) == 0 ? some(random, Kind.LAPSED) : some(random, Kind.HELD);
        if (some != null) {
            Takeover commit = Objects.requireNonNull(
                    reserved.takeOver(some.id, some.fan, new BookingId("b"), ReservationId.next())
                            .block(PATIENCE));
            assertThat(commit instanceof TakenOver).isEqualTo(some.kind == Kind.HELD);
            if (commit instanceof TakenOver takenOver) {
                assertThat(takenOver.seats()).isEqualTo(some.seats);
                some.kind = Kind.RESERVED;
                some.reservation = takenOver.reservation();
            }
        }
        return "commit";
    }

    private String undo(Random random) {
        Claimed some = some(random, Kind.RESERVED);
        if (some != null) {
            reserved.undo(some.id, Objects.requireNonNull(some.reservation)).block(PATIENCE);
            some.kind = Kind.HELD;
        }
        return "undo";
    }

    private String settle(Random random) {
        Claimed some = some(random, random.nextInt(3) == 0 ? Kind.SOLD : Kind.RESERVED);
        if (some == null) {
            return "settle nothing";
        }
        boolean sell = some.kind == Kind.RESERVED && random.nextBoolean();
        List<Integer> freed =
                sell ? List.of() : List.copyOf(some.seats.subList(0, 1 + random.nextInt(some.seats.size())));
        if (some.kind == Kind.RESERVED && !sell) {
            freed = List.copyOf(some.seats); // an unpaid reservation is released as a whole
        }
        List<Integer> back = freed;
        List<ReservedSeat> seats = some.seats.stream()
                .map(index ->
                        reservedSeat(index, back.contains(index) ? ReservationState.RELEASED : ReservationState.SOLD))
                .toList();
        reserved.settle(new Projection(
                        new Reservation(
                                Objects.requireNonNull(some.reservation),
                                performance.id(),
                                performance.sale(),
                                new BookingId("b"),
                                some.id,
                                some.fan,
                                1,
                                ReservationState.SOLD,
                                Instant.EPOCH,
                                seats,
                                null),
                        ++lastChange,
                        epoch))
                .block(PATIENCE);
        some.kind = Kind.SOLD;
        some.seats.removeAll(back);
        if (some.seats.isEmpty()) {
            model.remove(some.id);
        }
        return "settle " + back;
    }

    private ReservedSeat reservedSeat(int index, ReservationState state) {
        HallSeat seat = performance.hall().seat(index);
        return new ReservedSeat(seat.id(), index, seat.label(), seat.grade(), seat.price(), state);
    }

    /** Everything in Redis is as in the model. */
    private void check(String when) {
        StringBuilder expected = new StringBuilder("0".repeat(SEATS));
        Map<String, String> owners = new LinkedHashMap<>();
        for (Claimed claimed : model.values()) {
            for (int seat : claimed.seats) {
                assertThat(expected.charAt(seat)).as(when).isEqualTo('0'); // one holder per seat
                expected.setCharAt(seat, claimed.kind == Kind.SOLD ? '2' : '1');
                owners.put(Integer.toString(seat), claimed.id.random());
            }
        }
        for (FanId fan : fans) {
            assertThat(seatsOf(fan)).as(when).isLessThanOrEqualTo(LIMIT);
        }
        var redis = service.bean(Scripts.class).commands();
        SeatKeys keys = SeatKeys.of(performance.sale(), performance.id());
        assertThat(service.states(performance)).as(when).isEqualTo(expected.toString());
        assertThat(redis.hgetall(keys.owners())
                        .collectMap(kv -> kv.getKey(), kv -> kv.getValue())
                        .block(PATIENCE))
                .as(when)
                .isEqualTo(owners);
        assertThat(redis.hkeys(keys.holds()).collectList().block(PATIENCE))
                .as(when)
                .containsExactlyInAnyOrderElementsOf(ids(Kind.HELD, Kind.LAPSED, Kind.RESERVED));
        assertThat(redis.zrange(keys.expiry(), 0, -1).collectList().block(PATIENCE))
                .as(when)
                .containsExactlyInAnyOrderElementsOf(ids(Kind.HELD, Kind.LAPSED));
        assertThat(redis.zrange(keys.reserving(), 0, -1).collectList().block(PATIENCE))
                .as(when)
                .containsExactlyInAnyOrderElementsOf(ids(Kind.RESERVED));
    }

    private List<String> ids(Kind... kinds) {
        List<Kind> wanted = List.of(kinds);
        return model.values().stream()
                .filter(claimed -> wanted.contains(claimed.kind))
                .map(claimed -> claimed.id.random())
                .toList();
    }

    private NewHold newHold(Random random) {
        FanId fan = fans.get(random.nextInt(fans.size()));
        return new NewHold(performance, fan, HoldId.nextFor(performance.id()));
    }

    private boolean isFree(int seat) {
        return model.values().stream()
                .noneMatch(claimed -> claimed.kind != Kind.LAPSED && claimed.seats.contains(seat));
    }

    private int seatsOf(FanId fan) {
        return model.values().stream()
                .filter(claimed -> claimed.kind != Kind.LAPSED && claimed.fan.equals(fan))
                .mapToInt(claimed -> claimed.seats.size())
                .sum();
    }

    private @Nullable Claimed some(Random random, Kind kind) {
        List<Claimed> candidates =
                model.values().stream().filter(claimed -> claimed.kind == kind).toList();
        return candidates.isEmpty() ? null : candidates.get(random.nextInt(candidates.size()));
    }
}
