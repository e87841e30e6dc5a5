package io.onsale.queue.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
    private final TimerWheel<String> wheel = new TimerWheel<>(8, 100);
    private final List<String> due = new ArrayList<>();

    private void advance(long tick) {
        wheel.advance(tick, (item, at) -> due.add(item + "@" + at));
    }

    @Test
    void a_thing_comes_up_at_its_tick_and_once() {
        wheel.add("a", 103);
        advance(102);
        assertThat(due).isEmpty();
        advance(103);
        advance(200);
        assertThat(due).containsExactly("a@103");
    }

    @Test
    void what_is_too_far_ahead_comes_up_at_the_horizon_and_what_is_past_with_the_next_tick() {
        assertThat(wheel.add("far", 1_000)).isEqualTo(107);
        assertThat(wheel.add("past", 3)).isEqualTo(101);
    }

    @Test
    void a_long_sleep_brings_up_everything() {
        wheel.add("a", 101);
        wheel.add("b", 107);
        advance(100_000);
        assertThat(due).containsExactly("a@101", "b@107");
        assertThat(wheel.add("c", 100_001)).isEqualTo(100_001);
    }

    @Test
    void what_is_added_while_something_comes_up_is_for_later() {
        wheel.add("a", 101);
        wheel.advance(101, (item, at) -> {
            due.add(item);
            wheel.add("again", at);
        });
        assertThat(due).containsExactly("a");
        advance(102);
        assertThat(due).containsExactly("a", "again@102");
    }

    @Test
    void nothing_is_lost_or_early_whatever_happens() {
        Random random = new Random(7);
        Map<Integer, Long> expected = new HashMap<>();
        TimerWheel<Integer> many = new TimerWheel<>(64, 0);
        long now = 0;
        for (int i = 0; i < 20_000; i++) {
            expected.put(i, many.add(i, now + random.nextInt(80)));
            if (random.nextInt(5) == 0) {
                now += random.nextInt(100);
                long at = now;
                many.advance(now, (item, tick) -> {
                    assertThat(tick).isLessThanOrEqualTo(at);
                    assertThat(expected.remove(item)).isEqualTo(tick);
                });
            }
        }
        many.advance(now + 64, (item, tick) -> expected.remove(item));
        assertThat(expected).isEmpty();
    }
}
