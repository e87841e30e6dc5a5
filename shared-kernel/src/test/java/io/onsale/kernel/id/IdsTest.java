package io.onsale.kernel.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a{b}",
                "a:b",
                "a/b",
                "é",
                "a\u0000",
                "..",
                "0123456789012345678901234567890123456789012345678901234567890123456789"
            })
    void what_is_no_id_is_refused_by_name(String text) {
        assertThatThrownBy(() -> new SaleId(text))
                .isInstanceOfSatisfying(
                        MalformedId.class, e -> assertThat(e.name()).isEqualTo("saleId"));
    }

    @Test
    void new_ids_have_the_shape_and_differ() {
        Set<String> ids = new HashSet<>();

        for (int i = 0; i < 1000; i++) {
            ids.add(SaleId.next().value());
        }

        assertThat(ids).hasSize(1000).allMatch(id -> id.matches("[0-9a-z]{26}"));
    }

    @Test
    void a_hold_knows_its_performance() {
        HoldId hold = HoldId.nextFor(new PerformanceId("perf1"));

        assertThat(HoldId.parse(hold.value())).isEqualTo(hold);
        assertThat(hold.value()).startsWith("perf1.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a", "a.", ".b", "a.b.c", "a b.c"})
    void what_is_no_hold_is_refused(String text) {
        assertThatThrownBy(() -> HoldId.parse(text))
                .isInstanceOfSatisfying(
                        MalformedId.class, e -> assertThat(e.name()).isEqualTo("holdId"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a", "a ", "a\n", "a\u0000", "a\ud800", "\udc00a", "\u0085"})
    void what_is_no_seat_is_refused(String text) {
        assertThatThrownBy(() -> new SeatId(text)).isInstanceOf(MalformedId.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "좌석 1", "Parkett-ä", "0-0", "🎫", "{a}:b"})
    void what_editors_of_plans_write_is_a_seat(String text) {
        assertThat(new SeatId(text).value()).isEqualTo(text);
    }

    @Test
    void a_seats_length_is_counted_in_code_points() {
        assertThat(new SeatId("🎫".repeat(SeatId.LENGTH_MAX)).value()).hasSize(2 * SeatId.LENGTH_MAX);
        assertThatThrownBy(() -> new SeatId("a".repeat(SeatId.LENGTH_MAX + 1))).isInstanceOf(MalformedId.class);
    }
}
