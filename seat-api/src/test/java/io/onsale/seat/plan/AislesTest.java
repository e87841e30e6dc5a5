package io.onsale.seat.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.event.SeatingPlan.Row;
import io.onsale.kernel.event.SeatingPlan.Seat;
import io.onsale.kernel.event.SeatingPlan.Zone;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which seats of a row are neighbours: {@code |} is an aisle. */
class AislesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0 25 400 425 450 475; ..|....",
                "0 25 50 75 100 125; ......",
                "475 450 425 400 25 0; ....|..",
                "0 25 50 100 125 150; ...|...",
                "0 25 125 150; ..|..",
                "0 100 125 225; .|..|.",
                "0 25 100 125 200 225 300; ..|..|..|.",
                "0 25 400; ..|.",
                "0 24 51 74 101 120 149; .......",
                "0; .",
                "0 60; .."
            })
    void a_gap_that_is_clearly_wider_is_an_aisle(String positions, String expected) {
        List<Double> along = parse(positions);

        assertThat(drawn(row(along, 1, 0))).isEqualTo(expected);
        assertThat(drawn(row(along, 0, 1))).isEqualTo(expected);
        assertThat(drawn(row(along, 0.6, -0.8))).isEqualTo(expected);
        assertThat(drawn(row(along, 1e-4, 2e-4))).isEqualTo(expected);
    }

    @Test
    void a_curved_row_has_no_aisles() {
        List<Seat> seats = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            seats.add(seat(i, 800 * Math.cos(i * 0.03), 800 * Math.sin(i * 0.03)));
        }

        assertThat(drawn(new Row("A", seats))).doesNotContain("|");
    }

    @Test
    void a_row_without_positions_has_no_aisles() {
        assertThat(drawn(row(parse("0 0 0 0"), 1, 1))).isEqualTo("....");
        assertThat(drawn(row(parse("7 7 7 7"), 1, 1))).isEqualTo("....");
        assertThat(drawn(row(List.of(), 1, 1))).isEmpty();
    }

    @Test
    void a_seat_that_was_not_placed_breaks_no_row() {
        assertThat(drawn(row(parse("0 25 0 75 100 0 150"), 1, 0))).isEqualTo(".......");
        assertThat(drawn(row(parse("0 25 0 75 100 400 425"), 1, 0))).isEqualTo(".....|..");
    }

    @Test
    void a_row_of_two_is_compared_with_the_rows_around_it() {
        Zone zone = new Zone("Z", List.of(row(parse("0 25 50 75"), 1, 0), row(parse("0 400"), 1, 0)));

        assertThat(drawn(zone, zone.rows().get(1))).isEqualTo(".|.");
        Row armchairs = row(parse("0 60 120"), 1, 0);
        assertThat(drawn(new Zone("Z", List.of(zone.rows().getFirst(), armchairs)), armchairs))
                .isEqualTo("...");
    }

    private static String drawn(Row row) {
        return drawn(new Zone("Z", List.of(row)), row);
    }

    private static String drawn(Zone zone, Row row) {
        StringBuilder drawn = new StringBuilder();
        for (boolean aisle : Aisles.of(zone).before(row, RowOrder.of(row))) {
            drawn.append(aisle ? "|." : ".");
        }
        return drawn.toString();
    }

    private static List<Double> parse(String positions) {
        return List.of(positions.split(" ")).stream().map(Double::valueOf).toList();
    }

    private static Row row(List<Double> along, double dx, double dy) {
        List<Seat> seats = new ArrayList<>();
        for (double at : along) {
            seats.add(seat(seats.size(), 10 + at * dx, 20 + at * dy));
        }
        return new Row("A", seats);
    }

    private static Seat seat(int number, double x, double y) {
        return new Seat("A-" + number, Integer.toString(number), x, y, "R");
    }
}
