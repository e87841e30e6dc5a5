package io.onsale.seat.clock;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static io.onsale.seat.testing.SeatService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.event.OnsaleEvent.SaleChanged;
import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.ReservationId;
import io.onsale.seat.expiry.LapsedHolds;
import io.onsale.seat.hold.Hold;
import io.onsale.seat.hold.HoldOutcome;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.HoldOutcome.NoneFit;
import io.onsale.seat.hold.HoldOutcome.Taken;
import io.onsale.seat.hold.NewHold;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.reservation.ReservedHolds;
import io.onsale.seat.reservation.ReservedHolds.Takeover.TakenOver;
import io.onsale.seat.seat.SeatKeys;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.redis.Scripts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Holds while their sale is paused, and after it. */
class PausedSaleTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LEFT = Duration.ofSeconds(5);

    @RegisterExtension
    static final SeatService service = new SeatService();

    private final Performance performance =
            service.publish(aSale().withRow("A", 6).atMost(6));
    private final FanId ann = aFan();
    private final SeatHolds holds = service.bean(SeatHolds.class);

    @Test
    void a_hold_keeps_the_time_that_it_had_left_however_long_the_pause() {
        Instant paused = redisTime().minus(HOUR);
        follow(1, "paused", paused);
        Hold hold = held(hold(ann, 0));
        service.endAt(hold.id(), paused.plus(LEFT).toEpochMilli()); // an hour ago it had five seconds left

        assertThat(service.bean(LapsedHolds.class).endSome(performance.id(), 10).block(PATIENCE))
                .isZero();
        assertThat(hold(aFan(), 0)).isInstanceOf(Taken.class);
        Instant before = redisTime();
        assertThat(shown(hold)).isAfterOrEqualTo(before.plus(LEFT));

        Instant resumed = redisTime();
        follow(2, "running", resumed);

        assertThat(shown(hold)).isEqualTo(resumed.plus(LEFT));
        assertThat(hold(aFan(), 0)).isInstanceOf(Taken.class);
        eventually(() -> assertThat(service.states(performance)).isEqualTo("000000")); // swept in the end
        assertThat(redisTime()).isAfterOrEqualTo(resumed.plus(LEFT));
    }

    @Test
    void a_hold_of_the_pause_has_its_whole_time_after_it() {
        follow(1, "paused", redisTime().minus(HOUR));
        Instant before = redisTime();
        Hold hold = held(hold(ann, 0));
        Duration least = Duration.between(redisTime(), hold.expiresAt());
        Duration most = Duration.between(before, hold.expiresAt());
        assertThat(least).isBetween(Duration.ofMinutes(7), Duration.ofMinutes(8));

        Instant resumed = redisTime();
        follow(2, "running", resumed);

        assertThat(shown(hold)).isBetween(resumed.plus(least), resumed.plus(most));
    }

    @Test
    void nobody_loses_time_because_the_word_came_late_and_a_change_counts_once() {
        Hold hold = held(hold(ann, 0));
        Instant now = redisTime();

        follow(5, "paused", now.minus(HOUR));
        follow(5, "paused", now);
        follow(6, "limit", now);
        follow(7, "closed", now.minus(HOUR).plusSeconds(60));
        follow(7, "closed", now);
        follow(5, "paused", now);

        assertThat(shown(hold)).isEqualTo(hold.expiresAt().plusSeconds(60));
    }

    @Test
    void a_repeat_under_the_same_key_shows_the_time_as_it_is_now() {
        NewHold newHold = new NewHold(performance, ann, HoldId.nextFor(performance.id()), "a1", "d1");
        Hold first = held(hold(newHold, 0));
        Instant now = redisTime();
        follow(1, "paused", now);
        follow(2, "running", now.plusSeconds(60));

        Hold again = held(hold(new NewHold(performance, ann, HoldId.nextFor(performance.id()), "a1", "d1"), 0));

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.expiresAt()).isEqualTo(first.expiresAt().plusSeconds(60));
    }

    @Test
    void best_seats_and_bookings_obey_the_clock_too() {
        Instant paused = redisTime().minus(HOUR);
        follow(1, "paused", paused);
        Hold hold = held(Objects.requireNonNull(holds.holdBest(
                        new NewHold(performance, ann, HoldId.nextFor(performance.id())),
                        2,
                        performance.hall().ranked(),
                        true)
                .block(PATIENCE)));
        assertThat(hold.expiresAt()).isAfter(redisTime());
        assertThat(shown(hold)).isBefore(redisTime().plus(HOUR)); // without the pause added to its time
        service.endAt(hold.id(), paused.plus(LEFT).toEpochMilli());
        assertThat(holds.holdBest(
                                new NewHold(performance, aFan(), HoldId.nextFor(performance.id())),
                                6,
                                performance.hall().ranked(),
                                true)
                        .block(PATIENCE))
                .isEqualTo(new NoneFit()); // it has not lapsed
        ReservedHolds reserved = service.bean(ReservedHolds.class);

        TakenOver takenOver = (TakenOver)
                Objects.requireNonNull(reserved.takeOver(hold.id(), ann, new BookingId("b-1"), ReservationId.next())
                        .block(PATIENCE));
        reserved.undo(hold.id(), takenOver.reservation()).block(PATIENCE);

        assertThat(find(hold)).isNotNull(); // held again, for there is time left
    }

    @Test
    void a_pause_outlives_the_loss_of_redis() {
        Instant paused = redisTime();
        service.send(changed(1, "paused", paused));
        eventually(() -> assertThat(clockInRedis()).isEqualTo("1 " + paused.toEpochMilli() + " 0"));

        var redis = service.bean(Scripts.class).commands();
        SeatKeys keys = SeatKeys.of(performance.sale(), performance.id());
        redis.del(keys.states(), keys.clock()).block(PATIENCE);
        service.setUp(performance.id());

        assertThat(clockInRedis()).isEqualTo("1 " + paused.toEpochMilli() + " 0");
        service.send(changed(2, "running", paused.plusSeconds(9)));
        eventually(() -> assertThat(clockInRedis()).isEqualTo("2 0 9000"));
    }

    private @Nullable String clockInRedis() {
        return service.bean(Scripts.class)
                .commands()
                .get(SeatKeys.of(performance.sale(), performance.id()).clock())
                .block(PATIENCE);
    }

    private HoldOutcome hold(FanId fan, int seat) {
        return hold(new NewHold(performance, fan, HoldId.nextFor(performance.id())), seat);
    }

    private HoldOutcome hold(NewHold newHold, int seat) {
        return Objects.requireNonNull(
                holds.hold(newHold, List.of(performance.hall().seat(seat))).block(PATIENCE));
    }

    private static Hold held(HoldOutcome outcome) {
        return ((Held) outcome).hold();
    }

    private Instant shown(Hold hold) {
        return Objects.requireNonNull(find(hold)).expiresAt();
    }

    private @Nullable Hold find(Hold hold) {
        return holds.findHold(performance, hold.id(), ann).block(PATIENCE);
    }

    private void follow(long change, String command, Instant at) {
        service.bean(FollowPauses.class).follow(changed(change, command, at)).block(PATIENCE);
    }

    private SaleChanged changed(long change, String command, Instant at) {
        return new SaleChanged(performance.sale().value(), change, "boss", command, "Why", false, at);
    }

    private static Instant redisTime() {
        List<String> time = Objects.requireNonNull(
                service.bean(Scripts.class).commands().time().collectList().block(PATIENCE));
        return Instant.ofEpochMilli(Long.parseLong(time.get(0)) * 1_000 + Long.parseLong(time.get(1)) / 1_000);
    }
}
