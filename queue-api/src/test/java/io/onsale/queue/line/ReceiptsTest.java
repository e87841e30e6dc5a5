package io.onsale.queue.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReceiptsTest {
    private static final SaleId SALE = new SaleId("sale-1");
    private static final FanId ANN = new FanId("ann");
    private static final Place PLACE = place(1234, 2, 1_800_000_000_000L);

    private static Place place(long number, long epoch, long joinedAtMs) {
        return new Place(PlaceState.WAITING, number, number, epoch, joinedAtMs, joinedAtMs, 0, "-", 0);
    }

    private final Receipts receipts = new Receipts(new byte[32]);

    @Test
    void a_receipt_is_short_safe_in_json_and_always_the_same() {
        String receipt = receipts.receipt(SALE, ANN, PLACE);

        assertThat(receipt)
                .matches("v1\\.2\\.ya\\.[0-9a-z]+\\.[A-Za-z0-9_-]{22}")
                .hasSizeLessThan(60);
        assertThat(receipts.receipt(SALE, ANN, PLACE.in(PlaceState.READY, 5))).isEqualTo(receipt);
    }

    @Test
    void any_difference_changes_the_receipt() {
        byte[] other = new byte[32];
        other[0] = 1;
        Set<String> all = Stream.of(
                        receipts.receipt(SALE, ANN, PLACE),
                        receipts.receipt(new SaleId("sale-2"), ANN, PLACE),
                        receipts.receipt(SALE, new FanId("ben"), PLACE),
                        receipts.receipt(SALE, ANN, place(1235, 2, 1_800_000_000_000L)),
                        receipts.receipt(SALE, ANN, place(1234, 3, 1_800_000_000_000L)),
                        receipts.receipt(SALE, ANN, place(1234, 2, 1_800_000_000_001L)),
                        new Receipts(other).receipt(SALE, ANN, PLACE))
                .map(receipt -> receipt.substring(receipt.lastIndexOf('.')))
                .collect(Collectors.toSet());
        assertThat(all).hasSize(7);
    }

    @Test
    void a_short_secret_is_refused() {
        assertThatThrownBy(() -> new Receipts(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_issued_receipt_is_read_back() {
        String receipt = receipts.receipt(SALE, ANN, PLACE);

        assertThat(receipts.read(SALE, ANN, receipt)).isEqualTo(new Receipt(2, 1234, 1_800_000_000_000L));
    }

    /** Forged receipts: cut, padded, other encodings of the same numbers, those of other fans, sales or secrets. */
    static Stream<String> forged() {
        String good = new Receipts(new byte[32]).receipt(SALE, ANN, PLACE);
        String mac = good.substring(good.lastIndexOf('.') + 1);
        String statement = good.substring(0, good.lastIndexOf('.'));
        byte[] other = new byte[32];
        other[31] = 1;
        Stream<String> flips = IntStream.range(0, good.length())
                .mapToObj(i -> good.substring(0, i) + (good.charAt(i) == 'a' ? 'b' : 'a') + good.substring(i + 1));
        return Stream.concat(
                flips,
                Stream.of(
                        "",
                        ".",
                        "....",
                        "v1",
                        "v1.2.ya",
                        statement,
                        statement + ".",
                        good + ".",
                        good + "=",
                        good + " ",
                        " " + good,
                        good.toUpperCase(Locale.ROOT),
                        good.replace("v1", "v2"),
                        good.replace("v1.", "v1.+"),
                        good.replace("v1.2.", "v1.02."),
                        good.replace("v1.2.", "v1.-2."),
                        good.replace("v1.2.ya.", "v1.2.0ya."),
                        good.replace("v1.2.ya.", "v1.2.YA."),
                        good.replace("v1.2.ya.", "v1.2.y9."),
                        good.replace("v1.2.ya.", "v1.2.zzzzzzzzzzzzzzzzzzzz."),
                        statement + "." + mac.substring(1),
                        statement + "." + mac + mac,
                        statement + "." + "A".repeat(22),
                        "v1.2.1." + good.split("\\.")[3] + "." + mac,
                        good.repeat(10),
                        "v1." + "9".repeat(5000) + ".1.1.x",
                        "eyJhbGciOiJub25lIn0.e30.",
                        new Receipts(new byte[32]).receipt(SALE, new FanId("ben"), PLACE),
                        new Receipts(new byte[32]).receipt(new SaleId("sale-2"), ANN, PLACE),
                        new Receipts(other).receipt(SALE, ANN, PLACE),
                        "\0" + good,
                        good + "\0"));
    }

    @ParameterizedTest
    @MethodSource("forged")
    void a_forged_receipt_is_refused(String text) {
        assertThat(receipts.read(SALE, ANN, text)).isNull();
    }
}
