package io.onsale.queue.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.line.Receipts;
import io.onsale.queue.progress.SaleBoard.Around;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlaceMemoryTest {
    private static final int MAX = 100;

    private final Around around = new Around(sale -> Map.of(), told -> {}, System::nanoTime, new PlaceMemory(MAX));
    private final SaleBoard busy = board();
    private final SaleBoard quiet = board();

    private SaleBoard board() {
        return new SaleBoard(SaleId.next(), new Receipts(new byte[32]), Snapshots.record(), around);
    }

    private static FanId fan(int i) {
        return new FanId("fan-" + i);
    }

    private static void learn(SaleBoard board, int i) {
        board.learn(fan(i), new Place(PlaceState.WAITING, i + 1, i + 1, 1, 0, 0, 0, "-", 0), i);
    }

    private static long kept(SaleBoard board) {
        return IntStream.range(0, 10 * MAX)
                .filter(i -> board.places().remembered(fan(i)) != null)
                .count();
    }

    @Test
    void a_sale_may_use_what_others_do_not() {
        learn(quiet, 0);
        IntStream.range(0, MAX - 1).forEach(i -> learn(busy, i));

        assertThat(kept(busy)).isEqualTo(MAX - 1);
        assertThat(kept(quiet)).isEqualTo(1);
    }

    @Test
    void together_they_are_never_more_than_what_is_kept_in_mind() {
        IntStream.range(0, 5 * MAX).forEach(i -> learn(busy, i));
        IntStream.range(0, 5 * MAX).forEach(i -> learn(quiet, i));

        assertThat(kept(busy) + kept(quiet)).isLessThanOrEqualTo(MAX);
    }

    @Test
    void the_same_fan_has_a_place_in_each_sale_and_one_that_is_over_takes_only_its_own_along() {
        learn(busy, 1);
        learn(quiet, 1);
        assertThat(busy.places().remembered(fan(1))).isNotSameAs(quiet.places().remembered(fan(1)));

        busy.takeDown();

        assertThat(kept(busy)).isZero();
        assertThat(kept(quiet)).isEqualTo(1);
    }
}
