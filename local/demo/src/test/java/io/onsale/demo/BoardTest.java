package io.onsale.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.gatling.tally.JourneyEnd;
import io.onsale.gatling.tally.JourneyFigures;
import io.onsale.gatling.tally.Stage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoardTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @ParameterizedTest
    @CsvSource({"0, 100, 0", "100, 100, 28", "50, 100, 14", "1, 15000, 1", "200, 100, 28", "5, 0, 0", "-1, 100, 0"})
    void a_bar_shows_the_share(long value, long whole, int cells) {
        assertThat(Board.bar(value, whole))
                .hasSize(Board.BAR)
                .satisfies(bar ->
                        assertThat(bar.chars().filter(cell -> cell == '█')).hasSize(cells));
    }

    @Test
    void a_block_shows_line_hall_and_money() {
        assertThat(Board.block(scene(61)))
                .satisfiesExactly(
                        line -> assertThat(line).contains("waiting").endsWith("1,700"),
                        line -> assertThat(line).contains("inside").endsWith("120 of 360"),
                        line -> assertThat(line).contains("sold").endsWith("2,640 of 15,000 seats, 212 held"),
                        line -> assertThat(line).contains("money").endsWith("KRW 412,335,000 in 1,167 payments"),
                        line -> assertThat(line).endsWith("01:01"));
    }

    @Test
    void a_block_fits_a_narrow_terminal() {
        Scene full = new Scene(
                Duration.ofMinutes(9),
                20_000,
                20_000,
                12_000,
                12_000,
                15_000,
                1_200,
                15_000,
                "KRW",
                2_512_335_000L,
                20_000);

        assertThat(Board.block(full)).allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
    }

    @Test
    void a_terminal_is_redrawn_in_place() {
        Screen screen = new Screen(out, true);

        screen.show(scene(1));
        screen.show(scene(2));

        String text = bytes.toString(StandardCharsets.UTF_8);
        assertThat(text).containsOnlyOnce("\u001b[5A").contains("00:01").contains("00:02");
        assertThat(text.lines()).hasSize(10);
    }

    @Test
    void a_log_gets_a_line_now_and_then_and_the_last_one() {
        Screen screen = new Screen(out, false);

        for (int second = 0; second <= 11; second++) {
            screen.show(scene(second));
        }
        screen.end(scene(12));

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines().map(line -> line.substring(2, 7)))
                .containsExactly("00:00", "00:05", "00:10", "00:12");
        assertThat(bytes.toString(StandardCharsets.UTF_8)).doesNotContain("\u001b");
    }

    @Test
    void the_figures_say_what_became_of_everybody() {
        JourneyFigures figures = new JourneyFigures(
                Map.of(JourneyEnd.TICKETS, 2970, JourneyEnd.SOLD_OUT, 10, JourneyEnd.GAVE_UP, 8, JourneyEnd.FAILED, 7),
                Map.of(
                        Stage.JOIN, new JourneyFigures.StageTimes(3000, 12, 240),
                        Stage.WAIT, new JourneyFigures.StageTimes(2995, 52_345, 101_000)),
                6512);

        assertThat(FiguresTable.of(figures, 3000))
                .contains("2,980 of 3,000 journeys complete (99.3 %): 2,970 with tickets for 6,512 seats, 10 found")
                .contains("8 gave up, 7 failed, 5 did not end")
                .containsPattern("join +3,000 +12 ms +240 ms")
                .containsPattern("wait +2,995 +52\\.3 s +101\\.0 s");
    }

    @ParameterizedTest
    @CsvSource({
        "true, true, '  The demo succeeded.'",
        "false, true, '  THE DEMO FAILED: the audit found broken promises'",
        "true, false, '  THE DEMO FAILED: less than 99 % of the journeys are complete'",
    })
    void the_verdict_names_what_failed(boolean clean, boolean complete, String verdict) {
        assertThat(Demo.verdict(clean, complete)).isEqualTo(verdict);
    }

    private static Scene scene(int second) {
        return new Scene(Duration.ofSeconds(second), 3000, 1700, 120, 360, 15_000, 212, 2640, "KRW", 412_335_000, 1167);
    }
}
