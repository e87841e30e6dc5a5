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
    void an_entry_expires_once_at_its_tick() {
        wheel.add("a", 103);
        advance(102);
        assertThat(due).isEmpty();
        advance(103);
        advance(200);
        assertThat(due).containsExactly("a@103");
    }

    @Test
    void a_far_entry_expires_at_the_horizon_and_a_past_one_at_the_next_tick() {
        assertThat(wheel.add("far", 1_000)).isEqualTo(107);
        assertThat(wheel.add("past", 3)).isEqualTo(101);
    }

    @Test
    void after_a_long_sleep_everything_expires() {
        wheel.add("a", 101);
        wheel.add("b", 107);
        advance(100_000);
        assertThat(due).containsExactly("a@101", "b@107");
        assertThat(wheel.add("c", 100_001)).isEqualTo(100_001);
    }

    @Test
    void an_entry_added_during_expiry_expires_later() {
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
    void nothing_is_lost_or_early_in_random_histories() {
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
