package io.onsale.seat.hold;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.HoldOutcome.LimitReached;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.reservation.ReserveOutcome;
import io.onsale.seat.reservation.ReserveOutcome.LimitPassed;
import io.onsale.seat.reservation.ReserveOutcome.Reserved;
import io.onsale.seat.reservation.ReserveSeats;
import io.onsale.seat.reservation.ReserveSeats.ReserveRequest;
import io.onsale.seat.seat.SeatKeys;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.redis.Scripts;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A fan has no more seats than one may over all performances of a sale, by Redis and then by Postgres. */
class LimitPerSaleTest {
    private static final int AT_ONCE = 50;

    @RegisterExtension
    static final SeatService service = new SeatService();

    private final SalePublished sale =
            aSale().withRow("A", 100).withPerformances(2).atMost(4).build();
    private final Performance first = service.publish(sale);
    private final Performance second = second();
    private final FanId fan = aFan();

    private Performance second() {
        PerformanceId id = new PerformanceId(sale.performances().getLast().performanceId());
        service.setUp(id);
        Performance performance = Objects.requireNonNull(
                service.bean(Performances.class).findPerformance(id).block(PATIENCE));
        service.awaitReady(performance);
        return performance;
    }

    @Test
    void fifty_requests_at_once_over_two_performances_do_not_lift_the_limit() {
        List<HoldOutcome> outcomes = atOnce(IntStream.range(0, AT_ONCE)
                .mapToObj(i -> hold(i % 2 == 0 ? first : second, 2 * i, 2 * i + 1))
                .toList());

        assertThat(outcomes).filteredOn(Held.class::isInstance).hasSize(2);
        assertThat(outcomes).filteredOn(outcome -> !(outcome instanceof Held)).containsOnly(new LimitReached(4, 4));
    }

    @Test
    void seats_given_back_in_one_performance_may_be_held_in_another() {
        Hold hold = held(hold(first, 0, 1, 2, 3));
        assertThat(hold(second, 0).block(PATIENCE)).isEqualTo(new LimitReached(4, 4));

        service.bean(SeatHolds.class).release(first, hold.id(), fan).block(PATIENCE);

        held(hold(second, 0, 1, 2, 3));
    }

    @Test
    void what_lapsed_in_one_performance_does_not_count_in_another() {
        service.lapse(held(hold(first, 0, 1, 2, 3)).id());

        held(hold(second, 0, 1, 2, 3));
    }

    @Test
    void a_rebuild_of_one_performance_leaves_what_a_fan_has_in_another() {
        held(hold(first, 0, 1, 2));
        service.bean(Scripts.class)
                .commands()
                .del(SeatKeys.of(second.sale(), second.id()).states())
                .block(PATIENCE);
        service.setUp(second.id());

        SeatService.eventually(
                () -> assertThat(hold(second, 0, 1).block(PATIENCE)).isEqualTo(new LimitReached(3, 4)));
    }

    @Test
    void postgres_refuses_what_redis_let_pass() {
        List<HoldId> holds = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> heldThoughRedisForgot(i % 2 == 0 ? first : second, 2 * i, 2 * i + 1))
                .toList();

        List<ReserveOutcome> outcomes = atOnce(holds.stream().map(this::reserve).toList());

        assertThat(outcomes).filteredOn(Reserved.class::isInstance).hasSize(2);
        assertThat(outcomes)
                .filteredOn(outcome -> !(outcome instanceof Reserved))
                .containsOnly(new LimitPassed(4, 4));
        assertThat(service.states(first) + service.states(second))
                .as("the seats of refused holds are free")
                .matches(states -> states.chars().filter(digit -> digit == '1').count() == 4);
    }

    private HoldId heldThoughRedisForgot(Performance performance, int... seats) {
        Hold hold = held(hold(performance, seats));
        service.bean(Scripts.class)
                .commands()
                .hdel(SeatKeys.of(performance.sale(), performance.id()).fans(), fan.value())
                .block(PATIENCE);
        return hold.id();
    }

    private Mono<ReserveOutcome> reserve(HoldId hold) {
        return service.bean(ReserveSeats.class)
                .reserve(new ReserveRequest(
                        hold, BookingId.next(), fan, Instant.now().plusSeconds(600)));
    }

    private Mono<HoldOutcome> hold(Performance performance, int... seats) {
        List<HallSeat> wanted = IntStream.of(seats)
                .mapToObj(index -> performance.hall().seat(index))
                .toList();
        return Mono.defer(() -> service.bean(SeatHolds.class)
                .hold(new NewHold(performance, fan, HoldId.nextFor(performance.id())), wanted));
    }

    private static Hold held(Mono<HoldOutcome> outcome) {
        return ((Held) Objects.requireNonNull(outcome.block(PATIENCE))).hold();
    }

    private static <T> List<T> atOnce(List<Mono<T>> calls) {
        return Objects.requireNonNull(Flux.fromIterable(calls)
                .flatMap(call -> call.subscribeOn(Schedulers.parallel()), AT_ONCE)
                .collectList()
                .block(PATIENCE));
    }
}
