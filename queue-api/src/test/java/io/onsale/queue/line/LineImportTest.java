package io.onsale.queue.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is imported, as text. The bench's small run shows that the scripts accept it as a line. */
class LineImportTest {
    private static final SaleId SALE = new SaleId("sale-1");
    private static final List<FanId> FANS = List.of(new FanId("fan-a"), new FanId("fan-b"));

    @Test
    void a_line_gets_records_like_the_first_with_their_own_numbers() {
        LineImport line = LineImport.like(SALE, "WAITING 1 1 1 1000 1000 0 - 0 0 -");

        assertThat(line.orderKey()).isEqualTo(LineKeys.of(SALE).line());
        assertThat(line.places(FANS, 10_001))
                .containsEntry("fan-a", "WAITING 10001 10001 1 1000 1000 0 - 0 0 -")
                .containsEntry("fan-b", "WAITING 10002 10002 1 1000 1000 0 - 0 0 -");
    }

    @Test
    void a_lobby_gets_registrations_and_no_numbers() {
        LineImport lobby = LineImport.like(SALE, "LOBBY 0 1 1 1000 1000 0 - 0 0 -");

        assertThat(lobby.orderKey()).isEqualTo(LineKeys.of(SALE).lobby());
        assertThat(lobby.places(FANS, 7)).containsEntry("fan-a", "LOBBY 0 7 1 1000 1000 0 - 0 0 -");
    }

    @Test
    void a_fan_who_joins_afterwards_is_behind() {
        LineImport line = LineImport.like(SALE, "WAITING 1 1 1 1000 1000 0 - 0 0 -");

        assertThat(line.control(10_002)).containsEntry("next", "10003").containsEntry("last", "10002");
        assertThat(line.isBehind(10_002, "WAITING 20001 20001 1 1001 1001 0 - 0 0 -"))
                .isTrue();
        assertThat(line.isBehind(10_002, "WAITING 9 9 1 1001 1001 0 - 0 0 -")).isFalse();
        assertThat(line.isBehind(10_002, "READY 20001 20001 1 1001 1001 0 - 0 0 -"))
                .isFalse();
    }

    @Test
    void a_record_of_another_form_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> LineImport.like(SALE, "WAITING 1"));
    }
}
