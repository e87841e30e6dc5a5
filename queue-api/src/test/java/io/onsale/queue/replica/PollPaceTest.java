package io.onsale.queue.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PollPaceTest {
    private final PollPace pace = new PollPace();
    private long ms = 1_000_000;

    private long take() {
        return pace.takeMs(TimeUnit.MILLISECONDS.toNanos(ms));
    }

    @Test
    void a_burst_of_three_is_fine_and_the_fourth_gets_a_wait() {
        pace.setInterval(1_000);
        assertThat(take()).isZero();
        assertThat(take()).isZero();
        assertThat(take()).isZero();
        assertThat(take()).isBetween(500L, 501L);
        ms += 501;
        assertThat(take()).isZero();
        assertThat(take()).isPositive();
    }

    @Test
    void polling_twice_as_often_as_told_is_always_allowed_and_three_times_is_not() {
        pace.setInterval(3_000);
        for (int i = 0; i < 100; i++) {
            assertThat(take()).isZero();
            ms += 1_500;
        }
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            refused += take() > 0 ? 1 : 0;
            ms += 1_000;
        }
        assertThat(refused).isBetween(25, 40);
    }

    @Test
    void refusals_do_not_extend_the_wait() {
        pace.setInterval(1_000);
        for (int i = 0; i < 1_000; i++) {
            take();
        }
        ms += 501;
        assertThat(take()).isZero();
    }
}
