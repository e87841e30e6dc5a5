package io.onsale.queue.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SoldOutGuessTest {
    private final SoldOutGuess guess = new SoldOutGuess();

    private static SaleView left(long... byGrade) {
        Map<String, Long> seats = byGrade.length == 0
                ? Map.of()
                : byGrade.length == 1 ? Map.of("A", byGrade[0]) : Map.of("A", byGrade[0], "B", byGrade[1]);
        return new SaleView("OPEN", "", null, null, seats);
    }

    @Test
    void nothing_is_said_while_nothing_is_known() {
        assertThat(guess.likely(left(), 1_000_000)).isNull();
    }

    @Test
    void two_seats_a_fan_are_assumed_at_first() {
        guess.record(left(60, 40), 0);
        assertThat(guess.likely(left(60, 40), 49)).isFalse();
        assertThat(guess.likely(left(60, 40), 50)).isTrue();
        assertThat(guess.likely(left(0), 0)).isTrue();
    }

    @Test
    void what_fans_took_counts_as_soon_as_there_are_enough_of_them() {
        guess.record(left(1_000), 500);
        guess.record(left(970), 510); // ten fans say little
        assertThat(guess.likely(left(900), 300)).isFalse();
        guess.record(left(900), 525); // 25 fans took 100
        assertThat(guess.likely(left(900), 225)).isTrue();
        assertThat(guess.likely(left(900), 224)).isFalse();
    }

    @Test
    void a_sale_that_begins_anew_is_measured_anew() {
        guess.record(left(1_000), 0);
        guess.record(left(900), 25);
        guess.record(left(1_000), 30); // seats came back: measured from here
        guess.record(left(960), 70);
        assertThat(guess.likely(left(960), 959)).isFalse(); // one each
    }
}
