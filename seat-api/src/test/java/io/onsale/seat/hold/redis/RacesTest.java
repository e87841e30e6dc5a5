package io.onsale.seat.hold.redis;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.ReservationId;
import io.onsale.seat.expiry.LapsedHolds;
import io.onsale.seat.hold.Hold;
import io.onsale.seat.hold.HoldOutcome;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.HoldOutcome.LeavesSingle;
import io.onsale.seat.hold.HoldOutcome.Taken;
import io.onsale.seat.hold.NewHold;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.hold.Wanted;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.reservation.ReservedHolds;
import io.onsale.seat.reservation.ReservedHolds.Takeover.TakenOver;
import io.onsale.seat.testing.SeatService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Requests that meet at one seat, or at the moment in which a hold ends. */
class RacesTest {
    @RegisterExtension
    static final SeatService service = new SeatService();

    private final SeatHolds holds = service.bean(SeatHolds.class);
    private final ReservedHolds reserved = service.bean(ReservedHolds.class);

    @BeforeAll
    static void nobodySweeps() {
        service.loop("holdSweeperLoop").stop();
        service.loop("reconcilerLoop").stop();
    }

    @AfterAll
    static void sweepAgain() {
        service.loop("reconcilerLoop").start();
        service.loop("holdSweeperLoop").start();
    }

    @Test
    void of_five_hundred_fans_at_one_seat_one_has_it() {
        Performance performance = service.publish(aSale().withRow("A", 1));

        List<HoldOutcome> outcomes = atOnce(
                Stream.generate(() -> hold(performance, aFan(), 0)).limit(500).toList());

        assertThat(outcomes).filteredOn(Held.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Taken.class::isInstance).hasSize(499);
        assertThat(service.states(performance)).isEqualTo("1");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void exchanges_that_overlap_lose_no_seat_and_give_none_twice(long seed) {
        Performance performance = service.publish(aSale().withRow("A", 40));
        Random random = new Random(seed);
        List<FanId> fans = Stream.generate(SeatService::aFan).limit(20).toList();
        List<Hold> first = IntStream.range(0, 20)
                .mapToObj(i -> held(hold(performance, fans.get(i), 2 * i, 2 * i + 1)))
                .toList();
        List<Mono<HoldOutcome>> exchanges = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int seat = random.nextInt(40);
            exchanges.add(exchange(performance, fans.get(i), first.get(i), seat));
            exchanges.add(exchange(performance, fans.get(i), first.get(i), 2 * i));
        }
        Collections.shuffle(exchanges, random);

        atOnce(exchanges);

        List<HallSeat> all = fans.stream()
                .flatMap(fan -> holdsOf(performance, fan).stream())
                .flatMap(hold -> hold.seats().stream())
                .toList();
        assertThat(all).doesNotHaveDuplicates();
        assertThat(fans).allSatisfy(fan -> assertThat(holdsOf(performance, fan)).hasSize(1));
        assertThat(service.states(performance).chars().filter(digit -> digit == '1'))
                .hasSize(all.size());
    }

    @Test
    void the_last_room_of_an_area_goes_to_one_of_fifty() {
        Performance performance = service.publish(aSale().withRow("A", 1).withGeneralAdmission("floor", "Floor", 5));
        held(inFloor(performance, 4));

        List<HoldOutcome> outcomes =
                atOnce(Stream.generate(() -> inFloor(performance, 1)).limit(50).toList());

        assertThat(outcomes).filteredOn(Held.class::isInstance).hasSize(1);
    }

    /** Each round one of the four has the seat; the hold ends a moment before, or after, or in the middle. */
    @Test
    void at_the_end_of_a_hold_either_its_booking_or_the_next_fan_has_the_seat() {
        Performance performance = service.publish(aSale().withRow("A", 60));
        for (int seat = 0; seat < 60; seat++) {
            int index = seat;
            FanId ann = aFan();
            Hold old = held(hold(performance, ann, index));
            service.endAt(old.id(), Instant.now().plusMillis(seat % 12 - 4).toEpochMilli());
            Mono<Object> booking = reserved.takeOver(old.id(), ann, new BookingId("b"), ReservationId.next())
                    .cast(Object.class);
            Mono<Object> sweep = service.bean(LapsedHolds.class)
                    .endSome(performance.id(), 100)
                    .cast(Object.class);
            Mono<Object> next = hold(performance, aFan(), index).cast(Object.class);
            List<Mono<Object>> calls = new ArrayList<>(Arrays.asList(booking, sweep, next));
            Collections.rotate(calls, seat);

            List<Object> answers = atOnce(calls);

            boolean isBooked = answers.stream().anyMatch(TakenOver.class::isInstance);
            boolean isHeld = answers.stream().anyMatch(Held.class::isInstance);
            assertThat(isBooked && isHeld).as("seat %s: %s", index, answers).isFalse();
        }
    }

    @Test
    void two_choices_that_only_together_leave_a_single_seat_are_not_both_held() {
        var sale = aSale();
        for (int row = 0; row < 30; row++) {
            sale.withRow("R" + row, 7);
        }
        Performance performance = service.publish(sale);
        List<Mono<HoldOutcome>> wishes = new ArrayList<>();
        for (int row = 0; row < 30; row++) {
            wishes.add(hold(performance, aFan(), guarded(performance, 7 * row, 7 * row + 1)));
            wishes.add(hold(performance, aFan(), guarded(performance, 7 * row + 3, 7 * row + 4)));
        }
        Collections.shuffle(wishes, new Random(5));

        List<HoldOutcome> outcomes = atOnce(wishes);

        assertThat(outcomes).filteredOn(Held.class::isInstance).hasSize(30);
        assertThat(outcomes).filteredOn(LeavesSingle.class::isInstance).hasSize(30);
    }

    private Wanted guarded(Performance performance, int... seats) {
        return new Wanted(
                seats(performance, seats),
                List.of(),
                null,
                List.of(performance.hall().runsBeside(seats[0])),
                null);
    }

    private Mono<HoldOutcome> hold(Performance performance, FanId fan, int... seats) {
        return hold(performance, fan, Wanted.of(seats(performance, seats)));
    }

    private Mono<HoldOutcome> inFloor(Performance performance, int quantity) {
        var area = performance.hall().generalAdmissions().getFirst();
        Wanted wanted = new Wanted(List.of(), List.of(new Wanted.AreaSeats(area, quantity)), null, List.of(), null);
        return hold(performance, aFan(), wanted);
    }

    private Mono<HoldOutcome> exchange(Performance performance, FanId fan, Hold old, int seat) {
        return hold(performance, fan, new Wanted(seats(performance, seat), List.of(), null, List.of(), old.id()));
    }

    private Mono<HoldOutcome> hold(Performance performance, FanId fan, Wanted wanted) {
        return Mono.defer(() -> holds.hold(new NewHold(performance, fan, HoldId.nextFor(performance.id())), wanted));
    }

    private List<Hold> holdsOf(Performance performance, FanId fan) {
        return Objects.requireNonNull(holds.findHolds(performance, fan).block(PATIENCE));
    }

    private static List<HallSeat> seats(Performance performance, int... seats) {
        return IntStream.of(seats)
                .mapToObj(index -> performance.hall().seat(index))
                .toList();
    }

    private static Hold held(Mono<HoldOutcome> outcome) {
        return ((Held) Objects.requireNonNull(outcome.block(PATIENCE))).hold();
    }

    private static <T> List<T> atOnce(List<Mono<T>> calls) {
        return Objects.requireNonNull(Flux.fromIterable(calls)
                .flatMap(call -> call.subscribeOn(Schedulers.parallel()), 500)
                .collectList()
                .block(PATIENCE));
    }
}
