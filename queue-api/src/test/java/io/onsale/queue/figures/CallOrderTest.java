package io.onsale.queue.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CallOrderTest {
    private final CallOrder order = new CallOrder();

    @Test
    void calls_by_number_are_in_order() {
        for (int number = 1; number <= 50_000; number++) {
            order.called(number, 0, number);
        }
        assertThat(order.inversions()).isZero();
    }

    @Test
    void calling_a_higher_number_while_a_lower_one_waits_is_an_inversion() {
        order.called(8, 0, 100);
        order.called(7, 50, 101);
        assertThat(order.inversions()).isEqualTo(1);
    }

    @Test
    void a_fan_who_returned_after_a_higher_number_was_called_is_not_out_of_order() {
        order.called(8, 0, 100);
        order.called(7, 100, 120);
        order.called(6, 119, 121); // 7 was called after 6 had returned
        assertThat(order.inversions()).isEqualTo(1);
    }

    @Test
    void it_finds_the_same_as_comparing_all_pairs() {
        Random random = new Random(5);
        for (int run = 0; run < 200; run++) {
            CallOrder watched = new CallOrder();
            List<long[]> calls = new ArrayList<>();
            long inversions = 0;
            for (int i = 0; i < 200; i++) {
                long at = i / 3L;
                long since = Math.max(0, at - random.nextInt(20));
                long number = i + random.nextInt(30);
                inversions += calls.stream().anyMatch(call -> call[0] > number && call[1] > since) ? 1 : 0;
                calls.add(new long[] {number, at});
                watched.called(number, since, at);
            }
            assertThat(watched.inversions()).isEqualTo(inversions);
        }
    }
}
