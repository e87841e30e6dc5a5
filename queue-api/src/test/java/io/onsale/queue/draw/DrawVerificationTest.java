package io.onsale.queue.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.draw.DrawVerdict.Proven;
import io.onsale.queue.draw.DrawVerdict.Refuted;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawVerificationTest {
    private static final int REGISTRATIONS = 100;
    private static final int HEADER = 6; // lines before the first row
    private static final int ROWS = 86; // 100 without each seventh
    private static final String LIST = Lists.list(REGISTRATIONS);

    private static DrawVerdict verify(String list, @Nullable String noted, @Nullable String fan) {
        try {
            return DrawVerification.verify(
                    new StringReader(list), noted, fan == null ? null : new FanId(fan), rows -> {});
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertRefuted(String list, int line, String reason) {
        assertThat(verify(list, null, null)).isInstanceOfSatisfying(Refuted.class, refuted -> {
            assertThat(refuted.reason()).contains(reason);
            assertThat(refuted.line()).isEqualTo(line);
        });
    }

    /** The right list with its lines changed. */
    private static String doctored(Consumer<List<String>> change) {
        List<String> lines = new ArrayList<>(Arrays.asList(LIST.split("\n")));
        change.accept(lines);
        return String.join("\n", lines) + "\n";
    }

    private static String withLine(int line, UnaryOperator<String> change) {
        return doctored(lines -> lines.set(line - 1, change.apply(lines.get(line - 1))));
    }

    private static String row(long registration, long number, String fan) {
        StringBuilder row = new StringBuilder();
        DrawList.append(row, registration, number, fan);
        return row.toString().strip();
    }

    @Test
    void a_list_as_we_publish_it_holds() {
        assertThat(verify(LIST, Lists.SEED.commitment(), null))
                .isEqualTo(new Proven(Lists.SALE, REGISTRATIONS, ROWS, Lists.SEED.commitment(), null));
    }

    @Test
    void a_list_that_went_through_windows_holds_too() {
        assertThat(verify(LIST.replace("\n", "\r\n"), null, null)).isInstanceOf(Proven.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7})
    void a_list_of_almost_nobody_holds(int registrations) {
        assertThat(verify(Lists.list(registrations), null, null)).isInstanceOf(Proven.class);
    }

    @Test
    void a_fan_finds_their_own_row() {
        long number = new Draw(Lists.SEED, Lists.SALE, REGISTRATIONS).number(5);

        assertThat(verify(LIST, null, "fan-5"))
                .isInstanceOfSatisfying(
                        Proven.class,
                        proven -> assertThat(proven.wanted()).isEqualTo(new DrawVerdict.DrawnRow(5, number)));
        assertThat(verify(LIST, null, "fan-7"))
                .isInstanceOfSatisfying(
                        Proven.class, proven -> assertThat(proven.wanted()).isNull());
    }

    // ---- each rule, broken ----

    @Test
    void a_seed_that_was_not_committed_to_is_caught() {
        assertRefuted(withLine(4, line -> "# seed: " + "1".repeat(64)), 5, "commitment is not the SHA-256 of the seed");
    }

    @Test
    void a_commitment_other_than_the_noted_one_is_caught() {
        assertThat(verify(LIST, "ab".repeat(32), null))
                .isInstanceOfSatisfying(
                        Refuted.class, refuted -> assertThat(refuted.reason()).contains("not the one that you noted"));
    }

    @Test
    void another_seed_with_its_own_commitment_is_caught_by_the_numbers() {
        DrawSeed other = DrawSeed.next();
        String list = DrawList.opening(Lists.SALE, other, REGISTRATIONS)
                + LIST.lines().skip(HEADER).reduce("", (text, line) -> text + line + "\n");

        assertRefuted(list, HEADER + 1, "was drawn number");
    }

    @Test
    void another_number_of_registrations_is_caught() {
        assertRefuted(withLine(3, line -> "# registrations: 101"), HEADER + 1, "was drawn number");
    }

    @Test
    void another_sale_is_caught() {
        assertRefuted(withLine(2, line -> "# sale: sale-2"), HEADER + 1, "was drawn number");
    }

    @Test
    void two_fans_who_changed_numbers_are_caught() {
        String list = doctored(lines -> {
            String[] first = lines.get(HEADER).split(",");
            String[] second = lines.get(HEADER + 1).split(",");
            lines.set(HEADER, second[0] + ',' + first[1] + ',' + second[2]);
            lines.set(HEADER + 1, first[0] + ',' + second[1] + ',' + first[2]);
        });

        assertRefuted(list, HEADER + 1, "was drawn number");
    }

    @Test
    void a_number_that_occurs_twice_is_caught() {
        assertRefuted(doctored(lines -> lines.add(HEADER, lines.get(HEADER))), HEADER + 2, "occurs twice");
    }

    @Test
    void a_list_out_of_order_is_caught() {
        String list = doctored(lines -> lines.add(HEADER, lines.remove(HEADER + 5)));

        assertRefuted(list, HEADER + 2, "comes after number");
    }

    @Test
    void numbers_and_registrations_beyond_the_draw_are_caught() {
        String tag = "0123456789abcdef";
        assertRefuted(
                withLine(HEADER + 1, line -> row(REGISTRATIONS + 1, 1, tag)),
                HEADER + 1,
                "registration 101 does not exist");
        assertRefuted(withLine(HEADER + 1, line -> row(0, 1, tag)), HEADER + 1, "registration 0 does not exist");
        assertRefuted(
                withLine(HEADER + 1, line -> row(1, REGISTRATIONS + 1, tag)), HEADER + 1, "number 101 does not exist");
        assertRefuted(withLine(HEADER + 1, line -> row(1, 0, tag)), HEADER + 1, "number 0 does not exist");
    }

    @Test
    void a_fan_that_occurs_twice_is_caught() {
        String list = doctored(lines -> {
            String fan = lines.get(HEADER).split(",")[2];
            lines.set(HEADER + 9, lines.get(HEADER + 9).replaceAll("[0-9a-f]{16}$", fan));
        });

        assertRefuted(list, 0, "occurs twice");
    }

    @Test
    void a_removed_row_is_caught_by_the_count() {
        assertRefuted(doctored(lines -> lines.remove(HEADER + 20)), HEADER + ROWS, "states 86 rows but has 85");
    }

    @Test
    void a_truncated_list_is_caught_wherever_it_ends() {
        for (int length = 0; length < LIST.length() - 1; length += 13) {
            assertThat(verify(LIST.substring(0, length), null, null)).isInstanceOf(Refuted.class);
        }
        assertRefuted(doctored(List::removeLast), HEADER + ROWS, "truncated");
    }

    @Test
    void text_after_the_end_is_caught() {
        assertRefuted(LIST + row(1, 2, "0123456789abcdef") + "\n", HEADER + ROWS + 2, "after the end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1,2",
                "1,2,",
                "1,2,3",
                ",2,0123456789abcdef",
                "a,2,0123456789abcdef",
                "1,+2,0123456789abcdef",
                "1,02,0123456789abcdef",
                "1, 2,0123456789abcdef",
                "1,2,0123456789ABCDEF",
                "1,2,3,0123456789abcdef",
                "1,99999999999,0123456789abcdef",
                "1,9999999999,0123456789abcdef",
                "1,٢,0123456789abcdef",
                "# a remark",
            })
    void a_line_that_is_no_row_is_caught(String line) {
        assertThat(verify(withLine(HEADER + 1, row -> line), null, null))
                .isInstanceOfSatisfying(
                        Refuted.class, refuted -> assertThat(refuted.line()).isEqualTo(HEADER + 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void each_line_of_the_opening_is_needed(int line) {
        assertThat(verify(doctored(lines -> lines.remove(line - 1)), null, null))
                .isInstanceOf(Refuted.class);
        assertThat(verify(withLine(line, text -> "#"), null, null)).isInstanceOf(Refuted.class);
        assertThat(verify(withLine(line, text -> text + "?"), null, null)).isInstanceOf(Refuted.class);
    }

    @Test
    void a_file_that_is_one_endless_line_fills_no_memory() throws IOException {
        Reader endless = new Reader() {
            private int left = 20_000_000;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(char[] buffer, int offset, int length) {
                throw new AssertionError("one at a time");
            }

            @Override
            public void close() {}
        };

        assertThat(DrawVerification.verify(endless, null, null, rows -> {})).isInstanceOf(Refuted.class);
    }

    @Test
    void tags_hide_the_fan_and_differ_between_sales() {
        String tag = DrawList.fanTag(Lists.SALE, new FanId("fan-1"));

        assertThat(tag).matches("[0-9a-f]{16}");
        assertThat(DrawList.fanTag(new SaleId("sale-2"), new FanId("fan-1"))).isNotEqualTo(tag);
    }
}
