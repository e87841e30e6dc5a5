package io.onsale.queue.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReceiptsTest {
    private static final SaleId SALE = new SaleId("sale-1");
    private static final FanId ANN = new FanId("ann");
    private static final Place PLACE = new Place(PlaceState.WAITING, 1234, 2, 1_800_000_000_000L, 0, "-");

    private final Receipts receipts = new Receipts(new byte[32]);

    @Test
    void a_receipt_is_short_fit_for_json_and_the_same_each_time() {
        String receipt = receipts.receipt(SALE, ANN, PLACE);

        assertThat(receipt)
                .matches("v1\\.2\\.ya\\.[0-9a-z]+\\.[A-Za-z0-9_-]{22}")
                .hasSizeLessThan(60);
        assertThat(receipts.receipt(SALE, ANN, PLACE.in(PlaceState.READY, 5))).isEqualTo(receipt);
    }

    @Test
    void whatever_differs_the_receipt_does() {
        byte[] other = new byte[32];
        other[0] = 1;
        Set<String> all = Stream.of(
                        receipts.receipt(SALE, ANN, PLACE),
                        receipts.receipt(new SaleId("sale-2"), ANN, PLACE),
                        receipts.receipt(SALE, new FanId("ben"), PLACE),
                        receipts.receipt(SALE, ANN, new Place(PlaceState.WAITING, 1235, 2, 1_800_000_000_000L, 0, "-")),
                        receipts.receipt(SALE, ANN, new Place(PlaceState.WAITING, 1234, 3, 1_800_000_000_000L, 0, "-")),
                        receipts.receipt(SALE, ANN, new Place(PlaceState.WAITING, 1234, 2, 1_800_000_000_001L, 0, "-")),
                        new Receipts(other).receipt(SALE, ANN, PLACE))
                .map(receipt -> receipt.substring(receipt.lastIndexOf('.')))
                .collect(Collectors.toSet());
        assertThat(all).hasSize(7);
    }

    @Test
    void a_short_secret_is_refused() {
        assertThatThrownBy(() -> new Receipts(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }
}
