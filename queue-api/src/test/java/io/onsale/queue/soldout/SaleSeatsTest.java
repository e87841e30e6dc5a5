package io.onsale.queue.soldout;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.soldout.SeatCounts.Count;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The sums of seat counts. */
class SaleSeatsTest {
    private static final SaleId SALE = SaleId.next();

    @Test
    void seats_of_all_performances_are_added_up_by_grade() {
        SaleSeats seats =
                SaleSeats.of(List.of(count("fri", "R", 3, 1), count("fri", "S", 0, 0), count("sat", "R", 4, 0)));

        assertThat(seats.left()).isEqualTo(Map.of("R", 7L, "S", 0L));
        assertThat(seats.isSoldOut()).isFalse();
    }

    @Test
    void a_sale_is_sold_out_when_no_seat_is_free_or_may_become_free() {
        assertThat(SaleSeats.of(List.of(count("fri", "R", 0, 0), count("sat", "R", 0, 0)))
                        .isSoldOut())
                .isTrue();
        assertThat(SaleSeats.of(List.of(count("fri", "R", 0, 0), count("sat", "R", 0, 1)))
                        .isSoldOut())
                .isFalse(); // a held seat may not be paid for
        assertThat(SaleSeats.of(List.of(count("fri", "R", 0, 0), count("sat", "R", 1, 0)))
                        .isSoldOut())
                .isFalse();
    }

    @Test
    void unknown_counts_are_not_sold_out_and_not_shown() {
        SaleSeats half = SaleSeats.of(List.of(count("fri", "R", 0, 0), count("sat", null, 0, 0)));

        assertThat(half).isEqualTo(SaleSeats.UNKNOWN);
        assertThat(SaleSeats.of(List.of()).isSoldOut()).isFalse();
    }

    private static Count count(String performance, @Nullable String grade, long available, long held) {
        return new Count(SALE, performance, grade, available, held);
    }
}
