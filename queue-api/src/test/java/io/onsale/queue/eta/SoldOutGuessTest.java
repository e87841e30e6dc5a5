package io.onsale.queue.eta;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SoldOutGuessTest {
    private final SoldOutGuess guess = new SoldOutGuess();

    @Test
    void two_seats_per_fan_are_assumed_at_first() {
        guess.record(100, 0);
        assertThat(guess.isLikely(100, 49)).isFalse();
        assertThat(guess.isLikely(100, 50)).isTrue();
        assertThat(guess.isLikely(0, 0)).isTrue();
    }

    @Test
    void the_measured_seats_per_fan_count_once_enough_fans_bought() {
        guess.record(1_000, 500);
        guess.record(970, 510); // ten fans are too few
        assertThat(guess.isLikely(900, 300)).isFalse();
        guess.record(900, 525); // 25 fans took 100
        assertThat(guess.isLikely(900, 225)).isTrue();
        assertThat(guess.isLikely(900, 224)).isFalse();
    }

    @Test
    void a_sale_that_restarts_is_measured_anew() {
        guess.record(1_000, 0);
        guess.record(900, 25);
        guess.record(1_000, 30); // seats were returned: the measurement restarts here
        guess.record(960, 70);
        assertThat(guess.isLikely(960, 959)).isFalse(); // one seat per fan
    }
}
