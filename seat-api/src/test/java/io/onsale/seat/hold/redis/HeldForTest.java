package io.onsale.seat.hold.redis;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.ReservationId;
import io.onsale.seat.hold.HeldFor;
import io.onsale.seat.hold.HeldFor.Cause;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.NewHold;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.hold.Wanted;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.reservation.ReservedHolds;
import io.onsale.seat.seat.Epochs;
import io.onsale.seat.seat.SeatKeys;
import io.onsale.seat.seat.SeatScripts;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.redis.Scripts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How long holds last: less for fans who let them go unbooked, and not much longer than the fan's place in the line. */
class HeldForTest {
    private static final Duration USUAL = Duration.ofMinutes(8);
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final int UNBOOKED = 2;

    @RegisterExtension
    static final SeatService service = new SeatService();

    private final Performance performance =
            service.publish(aSale().withRow("A", 30).atMost(30).withPerformances(2));
    private final FanId ann = aFan();
    private final SeatHolds holds = new RedisSeatHolds(
            new SeatScripts(service.bean(Scripts.class), service.bean(Epochs.class), missing -> {}),
            new HoldSettings(USUAL, SHORTEST, UNBOOKED));

    @Test
    void too_many_unbooked_holds_shorten_the_next_ones_down_to_a_minute() {
        assertThat(List.of(abandoned(), abandoned(), abandoned(), abandoned(), abandoned(), abandoned(), abandoned()))
                .containsExactly(
                        usual(),
                        usual(),
                        usual(),
                        after(USUAL.dividedBy(2)),
                        after(USUAL.dividedBy(4)),
                        after(SHORTEST),
                        after(SHORTEST));
        assertThat(hold(aFan(), null).heldFor()).as("another fan").isEqualTo(usual());
    }

    @Test
    void what_is_booked_counts_no_longer() {
        for (int i = 0; i < 6; i++) {
            Held held = hold(ann, null);
            service.bean(ReservedHolds.class)
                    .takeOver(held.hold().id(), ann, new BookingId("b"), ReservationId.next())
                    .block(PATIENCE);
        }

        assertThat(hold(ann, null).heldFor()).isEqualTo(usual());
    }

    @Test
    void half_of_them_are_forgotten_after_ten_minutes() {
        long ago = Instant.now().minus(Duration.ofMinutes(10)).toEpochMilli();
        var redis = service.bean(Scripts.class).commands();
        String key = SeatKeys.unbookedOf(performance.sale(), ann);
        redis.set(key, "8.000:" + ago).block(PATIENCE);

        assertThat(hold(ann, null).heldFor())
                .isEqualTo(after(USUAL.dividedBy(4))); // 4 are left, of which 2 are too many

        assertThat(redis.get(key).block(PATIENCE)).matches("(4[.]9..|5[.]000):.*");
        assertThat(redis.pttl(key).block(PATIENCE)).isPositive();
    }

    @Test
    void an_abandoned_hold_does_not_outlive_the_place_in_the_line() {
        Held held = hold(ann, Instant.now().plus(Duration.ofMinutes(3)));

        assertThat(held.heldFor().cause()).isEqualTo(Cause.PLACE_ENDS);
        assertThat(held.heldFor().time()).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(3));
        assertThat(hold(aFan(), Instant.now()).heldFor()).isEqualTo(new HeldFor(SHORTEST, Cause.PLACE_ENDS));
        assertThat(hold(aFan(), Instant.now().plus(Duration.ofHours(1))).heldFor())
                .isEqualTo(usual());
    }

    @Test
    void an_exchange_counts_as_no_hold_and_gives_no_time() {
        Held first = hold(ann, null);
        for (int i = 0; i < 5; i++) {
            HoldId old = first.hold().id();
            Wanted other = new Wanted(List.of(performance.hall().seat(20 + i)), List.of(), null, List.of(), old);
            first = held(holds.hold(newHold(ann, null), other).block(PATIENCE));
            assertThat(first.heldFor().cause()).isEqualTo(Cause.EXCHANGED);
            assertThat(first.heldFor().time()).isLessThanOrEqualTo(USUAL);
        }

        assertThat(hold(ann, null).heldFor()).isEqualTo(usual());
    }

    @Test
    void a_repeat_says_the_same_and_counts_nothing() {
        NewHold keyed = new NewHold(performance, ann, HoldId.nextFor(performance.id()), "a1", "d1");
        Wanted wanted = Wanted.of(List.of(performance.hall().seat(0)));
        Held first = held(holds.hold(keyed, wanted).block(PATIENCE));

        for (int i = 0; i < 5; i++) {
            assertThat(holds.hold(keyed, wanted).block(PATIENCE)).isEqualTo(first);
        }

        assertThat(service.bean(Scripts.class)
                        .commands()
                        .get(SeatKeys.unbookedOf(performance.sale(), ann))
                        .block(PATIENCE))
                .startsWith("1.000:");
    }

    private HeldFor abandoned() {
        Held held = hold(ann, null);
        holds.release(performance, held.hold().id(), ann).block(PATIENCE);
        return held.heldFor();
    }

    private Held hold(FanId fan, @Nullable Instant placeEnds) {
        return held(
                holds.holdBest(newHold(fan, placeEnds), 1, performance.hall().ranked(), true)
                        .block(PATIENCE));
    }

    private NewHold newHold(FanId fan, @Nullable Instant placeEnds) {
        return new NewHold(
                performance,
                fan,
                HoldId.nextFor(performance.id()),
                "",
                "",
                placeEnds == null ? null : Instant.EPOCH,
                placeEnds);
    }

    private static Held held(@Nullable Object outcome) {
        assertThat(outcome).isInstanceOf(Held.class);
        return (Held) Objects.requireNonNull(outcome);
    }

    private static HeldFor usual() {
        return new HeldFor(USUAL, Cause.USUAL);
    }

    private static HeldFor after(Duration time) {
        return new HeldFor(time, Cause.UNBOOKED_HOLDS);
    }
}
