package io.onsale.queue.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.line.Receipts;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlaceCacheTest {
    private static final int MAX = 100;

    private final PlaceCache cache = new PlaceCache(MAX);
    private final LineReplica busy = replica();
    private final LineReplica quiet = replica();

    private LineReplica replica() {
        return new LineReplica(SaleId.next(), new Receipts(new byte[32]), sale -> Map.of(), System::nanoTime, cache);
    }

    private static FanId fan(int i) {
        return new FanId("fan-" + i);
    }

    private static void placed(LineReplica replica, int i) {
        replica.placed(fan(i), new Place(PlaceState.WAITING, i + 1, i + 1, 1, 0, 0, 0, "-", 0), i);
    }

    private static long cached(LineReplica replica) {
        return IntStream.range(0, 10 * MAX)
                .filter(i -> replica.places().findStale(fan(i)) != null)
                .count();
    }

    @Test
    void a_sale_may_use_space_that_other_sales_do_not_need() {
        placed(quiet, 0);
        IntStream.range(0, MAX - 1).forEach(i -> placed(busy, i));

        assertThat(cached(busy)).isEqualTo(MAX - 1);
        assertThat(cached(quiet)).isEqualTo(1);
    }

    @Test
    void all_sales_together_never_exceed_the_cache_size() {
        IntStream.range(0, 5 * MAX).forEach(i -> placed(busy, i));
        IntStream.range(0, 5 * MAX).forEach(i -> placed(quiet, i));

        assertThat(cached(busy) + cached(quiet)).isLessThanOrEqualTo(MAX);
    }

    @Test
    void a_fan_has_a_place_in_each_sale_and_an_ended_sale_removes_only_its_own() {
        placed(busy, 1);
        placed(quiet, 1);
        assertThat(busy.places().findStale(fan(1))).isNotSameAs(quiet.places().findStale(fan(1)));

        busy.remove();

        assertThat(cached(busy)).isZero();
        assertThat(cached(quiet)).isEqualTo(1);
    }
}
