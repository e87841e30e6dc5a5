package io.onsale.queue.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.Receipts;
import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.SalePolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoardsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Boards boards = new Boards(new Receipts(new byte[32]), sale -> Map.of(), meters);
    private final SalePolicy policy = SalePolicy.first(
            SaleId.next(),
            new SalePolicy.Times(Instant.EPOCH, Instant.EPOCH, Instant.MAX),
            LineOrder.ARRIVAL,
            SalePolicy.Limits.of(1, 1));

    @Test
    void a_board_stays_until_this_node_has_heard_of_its_sale() {
        SaleBoard board = boards.of(policy.sale());

        boards.keepOnly(List.of());
        boards.keepOnly(List.of(policy));

        assertThat(boards.find(policy.sale())).isSameAs(board);
    }

    @Test
    void the_board_of_a_sale_that_is_over_is_taken_down_with_its_streams_and_gauges() {
        SaleBoard board = boards.of(policy.sale());
        boards.keepOnly(List.of(policy));

        FakeOutlet outlet = new FakeOutlet();
        outlet.watch(board, new FanId("ann"), 7);
        boards.keepOnly(List.of());

        assertThat(outlet.hasEnded()).isTrue();
        assertThat(boards.find(policy.sale())).isNull();
        assertThat(meters.getMeters())
                .extracting(meter -> meter.getId().getTag("sale"))
                .containsOnlyNulls();
        assertThat(board.watchers().streams()).isZero();
    }
}
