package io.onsale.seat.map;

import static io.onsale.seat.map.SeatChance.GONE;
import static io.onsale.seat.map.SeatChance.GONE_UNLESS_OWN;
import static io.onsale.seat.map.SeatChance.OPEN;
import static io.onsale.seat.map.SeatChance.UNSURE;
import static io.onsale.seat.testing.SeatService.aFan;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.seat.map.SeatDelta.NewlyHeld;
import io.onsale.seat.map.SeatDelta.SeatChange;
import io.onsale.seat.seat.SeatState;
import io.onsale.seat.seat.SeatStates;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The replica says that a seat is gone only if another fan surely has it for longer than a second more. */
class SeatChanceTest {
    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");

    private final FanId ann = aFan();
    private final FanId bob = aFan();
    private final SeatMap map = new SeatMap(4);
    private long version = SeatStates.available(1, 4).version();

    SeatChanceTest() {
        map.load(SeatStates.available(1, 4), List.of());
    }

    @Test
    void a_seat_that_is_held_for_a_while_is_gone_for_others() {
        change(SeatState.HELD, new NewlyHeld(ann, NOW.plusMillis(1_001)));

        assertThat(map.chance(0, bob, NOW)).isEqualTo(GONE);
        assertThat(map.chance(1, bob, NOW)).isEqualTo(OPEN);
        assertThat(map.notGone(0, 4, bob, NOW, 8)).isEqualTo(3);
        assertThat(map.notGone(0, 4, bob, NOW, 2)).isEqualTo(2);
    }

    @Test
    void who_holds_it_may_repeat_the_request() {
        change(SeatState.HELD, new NewlyHeld(ann, NOW.plusSeconds(60)));

        assertThat(map.chance(0, ann, NOW)).isEqualTo(UNSURE);
        change(SeatState.SOLD, null);
        assertThat(map.chance(0, ann, NOW)).isEqualTo(UNSURE);
        assertThat(map.chance(0, bob, NOW)).isEqualTo(GONE);
    }

    @Test
    void a_hold_that_ends_within_a_second_may_be_over() {
        change(SeatState.HELD, new NewlyHeld(ann, NOW.plusMillis(1_000)));

        assertThat(map.chance(0, bob, NOW)).isEqualTo(UNSURE);
    }

    @Test
    void a_hold_whose_end_is_unknown_may_be_over() {
        change(SeatState.HELD, null);

        assertThat(map.chance(0, bob, NOW)).isEqualTo(UNSURE);
    }

    @Test
    void a_sold_seat_of_an_unknown_fan_may_be_the_askers() {
        change(SeatState.SOLD, null);

        assertThat(map.chance(0, bob, NOW)).isEqualTo(GONE_UNLESS_OWN);
    }

    @Test
    void a_seat_that_came_back_is_nobodys() {
        change(SeatState.HELD, new NewlyHeld(ann, NOW.plusSeconds(60)));
        change(SeatState.AVAILABLE, null);
        assertThat(map.chance(0, bob, NOW)).isEqualTo(OPEN);

        change(SeatState.HELD, null);
        assertThat(map.chance(0, bob, NOW)).isEqualTo(UNSURE);
        change(SeatState.BLOCKED, null);
        assertThat(map.chance(0, bob, NOW)).isEqualTo(UNSURE);
    }

    @Test
    void a_replica_that_is_read_anew_knows_what_the_last_changes_say() {
        SeatStates states = SeatStates.available(2, 4);
        states.set(0, SeatState.HELD);
        states.set(1, SeatState.SOLD);
        states.setVersion(states.version() + 1);
        change(SeatState.HELD, new NewlyHeld(bob, NOW.plusSeconds(60)));

        map.load(
                states,
                List.of(new SeatDelta(
                        states.version(),
                        List.of(new SeatChange(0, SeatState.HELD)),
                        new NewlyHeld(ann, NOW.plusSeconds(9)))));

        assertThat(map.chance(0, bob, NOW)).isEqualTo(GONE);
        assertThat(map.chance(1, bob, NOW)).isEqualTo(GONE_UNLESS_OWN);
    }

    private void change(SeatState state, @org.jspecify.annotations.Nullable NewlyHeld by) {
        map.apply(List.of(new SeatDelta(++version, List.of(new SeatChange(0, state)), by)));
    }
}
