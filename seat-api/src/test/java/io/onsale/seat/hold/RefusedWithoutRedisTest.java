package io.onsale.seat.hold;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static io.onsale.seat.testing.SeatService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.SeatId;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.HoldOutcome.NoneFit;
import io.onsale.seat.hold.HoldOutcome.Shortage;
import io.onsale.seat.hold.HoldOutcome.Taken;
import io.onsale.seat.hold.HoldSeats.HoldRequest;
import io.onsale.seat.hold.Wish.BestAvailable;
import io.onsale.seat.hold.Wish.InArea;
import io.onsale.seat.map.SeatMaps;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.testing.SeatService;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;

/** Wishes for what this node knows to be gone cost Redis nothing, and no repeat is taken for such a wish. */
class RefusedWithoutRedisTest {
    private static final int WISHES = 50;

    @RegisterExtension
    static final SeatService service = new SeatService();

    private final Performance performance =
            service.publish(aSale().withRow("A", 3).withRow("B", 6).withGeneralAdmission("floor", "Floor", 4));
    private final FanId ann = aFan();
    private final FanId bob = aFan();
    private final AtomicInteger asked = new AtomicInteger();
    private final Clock clock = service.bean(Clock.class);

    @Test
    void seats_that_another_fan_holds_are_refused_without_asking_redis() {
        hold(clock, ann, "k1", seats("A-1", "A-2"));
        refusedByReplica(seats("A-2", "A-3"), new Taken(ids("A-2")));
    }

    @Test
    void an_area_without_room_is_refused_without_asking_redis() {
        hold(clock, ann, "k1", inFloor(3));
        refusedByReplica(inFloor(2), new Taken(List.of(), List.of(new Shortage("floor", 1))));
    }

    @Test
    void best_seats_that_cannot_fit_are_refused_without_asking_redis() {
        hold(clock, ann, "k1", Wish.of(new BestAvailable(5, "R", null, false, false)));
        hold(clock, ann, "k2", Wish.of(new BestAvailable(2, "R", null, false, false)));
        refusedByReplica(Wish.of(new BestAvailable(3, "R", null, false, false)), new NoneFit());
    }

    @Test
    void a_repeat_by_the_fan_who_has_the_seats_is_answered_as_before() {
        Held held = (Held) hold(clock, ann, "k1", seats("A-1", "A-2"));
        refusedByReplica(seats("A-1", "A-2"), new Taken(ids("A-1", "A-2"))); // so the replica shows it

        assertThat(hold(clock, ann, "k1", seats("A-1", "A-2"))).isEqualTo(held);
    }

    @Test
    void an_exchange_is_decided_by_redis() {
        Held held = (Held) hold(clock, ann, "k1", seats("A-1", "A-2"));
        refusedByReplica(seats("A-1"), new Taken(ids("A-1")));

        Wish exchange = new Wish(ids("A-1"), List.of(), null, held.hold().id());

        assertThat(hold(clock, ann, "k2", exchange)).isInstanceOf(Held.class);
    }

    @Test
    void an_old_replica_refuses_nothing() {
        hold(clock, ann, "k1", seats("A-1", "A-2"));
        refusedByReplica(seats("A-1"), new Taken(ids("A-1")));
        Clock later = Clock.offset(clock, Duration.ofSeconds(2)); // the replica seems two seconds old
        asked.set(0);

        for (int i = 0; i < 5; i++) {
            assertThat(hold(later, bob, UUID.randomUUID().toString(), seats("A-1")))
                    .isEqualTo(new Taken(ids("A-1")));
        }

        assertThat(asked).hasValue(5);
    }

    /** A busy machine may refresh the replica late: then Redis is asked, and says the same. */
    private void refusedByReplica(Wish wish, HoldOutcome expected) {
        eventually(
                () -> assertThat(isByReplica(hold(clock, bob, UUID.randomUUID().toString(), wish)))
                        .isTrue());
        asked.set(0);
        int byRedis = 0;
        for (int i = 0; i < WISHES; i++) {
            HoldOutcome outcome = hold(clock, bob, UUID.randomUUID().toString(), wish);
            assertThat(withoutTime(outcome)).isEqualTo(expected);
            byRedis += isByReplica(outcome) ? 0 : 1;
        }
        assertThat(asked).as("requests to Redis").hasValue(byRedis);
        assertThat(byRedis).isLessThan(WISHES);
    }

    private static boolean isByReplica(HoldOutcome outcome) {
        return outcome instanceof Taken taken && taken.asOf() != null
                || outcome instanceof NoneFit none && none.asOf() != null;
    }

    private static HoldOutcome withoutTime(HoldOutcome outcome) {
        return outcome instanceof Taken taken ? new Taken(taken.seats(), taken.areas()) : new NoneFit();
    }

    private HoldOutcome hold(Clock now, FanId fan, @Nullable String key, Wish wish) {
        HoldSeats holdSeats = new HoldSeats(
                service.bean(Performances.class),
                service.bean(Passes.class),
                counting(service.bean(SeatHolds.class)),
                service.bean(SeatMaps.class),
                true,
                new SimpleMeterRegistry(),
                now);
        return Objects.requireNonNull(holdSeats
                .hold(new HoldRequest(performance.id(), fan, service.pass(fan, performance.sale()), wish, key))
                .block(PATIENCE));
    }

    private SeatHolds counting(SeatHolds holds) {
        return new SeatHolds() {
            @Override
            public Mono<HoldOutcome> hold(NewHold newHold, Wanted wanted) {
                asked.incrementAndGet();
                return holds.hold(newHold, wanted);
            }

            @Override
            public Mono<Hold> findHold(Performance of, HoldId hold, FanId fan) {
                return Mono.error(new UnsupportedOperationException());
            }

            @Override
            public Mono<List<Hold>> findHolds(Performance of, FanId fan) {
                return Mono.error(new UnsupportedOperationException());
            }

            @Override
            public Mono<Integer> releaseAll(Performance of, FanId fan) {
                return Mono.error(new UnsupportedOperationException());
            }

            @Override
            public Mono<HoldReleaseOutcome> release(Performance of, HoldId hold, FanId fan) {
                return Mono.error(new UnsupportedOperationException());
            }
        };
    }

    private static Wish seats(String... ids) {
        return Wish.of(ids(ids));
    }

    private static Wish inFloor(int quantity) {
        return new Wish(List.of(), List.of(new InArea("floor", quantity)), null, null);
    }

    private static List<SeatId> ids(String... ids) {
        return List.of(ids).stream().map(SeatId::new).toList();
    }
}
