package io.onsale.gatling.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JourneysTest {
    private final Journeys journeys = new Journeys();

    @Test
    void ends_and_times_are_counted() {
        journeys.ended(JourneyEnd.TICKETS);
        journeys.ended(JourneyEnd.TICKETS);
        journeys.ended(JourneyEnd.GAVE_UP);
        LongStream.rangeClosed(1, 1000).forEach(millis -> journeys.took(Stage.WAIT, 1001 - millis));

        JourneyFigures figures = journeys.figures();

        assertThat(figures.of(JourneyEnd.TICKETS)).isEqualTo(2);
        assertThat(figures.ended()).isEqualTo(3);
        assertThat(figures.of(Stage.WAIT)).isEqualTo(new JourneyFigures.StageTimes(1000, 500, 990));
        assertThat(figures.of(Stage.PAYMENT)).isEqualTo(new JourneyFigures.StageTimes(0, 0, 0));
    }

    @Test
    void one_time_is_every_percentile() {
        journeys.took(Stage.JOIN, 12);

        assertThat(journeys.figures().of(Stage.JOIN)).isEqualTo(new JourneyFigures.StageTimes(1, 12, 12));
    }

    @ParameterizedTest
    @CsvSource({"2970, 0, true", "2969, 0, false", "1100, 1870, true", "0, 0, false"})
    void ninety_nine_percent_are_to_reach_tickets_or_the_truth(int tickets, int soldOut, boolean complete) {
        JourneyFigures figures = new JourneyFigures(
                Map.of(
                        JourneyEnd.TICKETS,
                        tickets,
                        JourneyEnd.SOLD_OUT,
                        soldOut,
                        JourneyEnd.FAILED,
                        3000 - tickets - soldOut),
                Map.of(),
                0);

        assertThat(figures.isCompleteFor(3000)).isEqualTo(complete);
    }

    @Test
    void fans_who_never_came_to_an_end_are_not_complete() {
        JourneyFigures figures = new JourneyFigures(Map.of(JourneyEnd.TICKETS, 100), Map.of(), 0);

        assertThat(figures.isCompleteFor(3000)).isFalse();
    }

    @Test
    void figures_survive_the_way_through_a_file(@TempDir Path folder) throws IOException {
        journeys.ended(JourneyEnd.SOLD_OUT);
        journeys.took(Stage.HOLD, 5);
        journeys.seatsWon(4);
        Path file = folder.resolve("figures.json");

        journeys.figures().writeTo(file);

        assertThat(JourneyFigures.readFrom(file)).isEqualTo(journeys.figures());
    }
}
