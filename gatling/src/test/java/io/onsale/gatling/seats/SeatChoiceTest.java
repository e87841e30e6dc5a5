package io.onsale.gatling.seats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SeatChoiceTest {
    private final SplittableRandom dice = new SplittableRandom(7);

    /** Two rows: seats 0 to 4 and 5 to 9. */
    private final HallPlan hall = new HallPlan(
            IntStream.range(0, 10).mapToObj(i -> "S-" + i).toList(),
            List.of(new HallPlan.HallRow("Z", "A", 0, 5), new HallPlan.HallRow("Z", "B", 5, 10)));

    @Test
    void seats_are_side_by_side_in_one_row() {
        for (int i = 0; i < 200; i++) {
            List<Integer> seats = SeatChoice.choose(hall, free(), 3, dice);

            assertThat(seats).hasSize(3);
            assertThat(seats.getLast() - seats.getFirst()).isEqualTo(2);
            assertThat(seats.getFirst() / 5).isEqualTo(seats.getLast() / 5);
        }
    }

    @Test
    void every_place_is_wanted_by_somebody() {
        Set<Integer> firsts = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            firsts.add(SeatChoice.choose(hall, free(), 2, dice).getFirst());
        }

        assertThat(firsts).containsExactlyInAnyOrder(0, 1, 2, 3, 5, 6, 7, 8);
    }

    @Test
    void the_same_seed_wants_the_same_seats() {
        List<Integer> once = SeatChoice.choose(hall, free(), 2, new SplittableRandom(99));
        List<Integer> again = SeatChoice.choose(hall, free(), 2, new SplittableRandom(99));

        assertThat(again).isEqualTo(once);
    }

    @Test
    void the_only_wide_enough_gap_is_found() {
        // row A: seats 0, 2 and 4 taken; row B: 5 and 9 taken
        SeatSnapshot states = taken(0, 2, 4, 5, 9);

        assertThat(SeatChoice.choose(hall, states, 3, dice)).containsExactly(6, 7, 8);
    }

    @Test
    void without_a_wide_gap_a_fan_takes_fewer() {
        SeatSnapshot states = taken(1, 3, 6, 8);

        assertThat(SeatChoice.choose(hall, states, 4, dice)).hasSize(1);
    }

    @Test
    void a_full_hall_has_nothing_to_choose() {
        SeatSnapshot states = taken(IntStream.range(0, 10).toArray());

        assertThat(SeatChoice.choose(hall, states, 2, dice)).isEmpty();
    }

    @Test
    void one_row_is_all_that_everybody_looks_at() {
        HallPlan row = hall.onlyRow("Z/B");

        assertThat(row.seatsInRows()).isEqualTo(5);
        assertThat(SeatChoice.choose(row, taken(5, 6, 7, 8), 1, dice)).containsExactly(9);
        assertThatIllegalArgumentException().isThrownBy(() -> hall.onlyRow("Z/C"));
    }

    @Test
    void seat_indices_follow_the_order_of_the_plan() {
        HallPlan read = HallPlan.read(JsonMapper.builder().build().readTree("""
                        {"zones":[{"name":"L","rows":[{"name":"A","seats":[{"id":"L-A-1"},{"id":"L-A-2"}]}]},
                                  {"name":"R","rows":[{"name":"A","seats":[{"id":"R-A-1"}]}]}]}
                        """));

        assertThat(read.seatIds()).containsExactly("L-A-1", "L-A-2", "R-A-1");
        assertThat(read.rows())
                .containsExactly(new HallPlan.HallRow("L", "A", 0, 2), new HallPlan.HallRow("R", "A", 2, 3));
    }

    private static SeatSnapshot free() {
        return SeatSnapshot.of(new byte[0], 10);
    }

    private static SeatSnapshot taken(int... seats) {
        byte[] packed = new byte[3];
        for (int seat : seats) {
            packed[seat / 4] |= (byte) (0b10 << 2 * (3 - seat % 4));
        }
        return SeatSnapshot.of(packed, 10);
    }
}
