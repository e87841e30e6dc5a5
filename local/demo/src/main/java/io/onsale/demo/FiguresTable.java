package io.onsale.demo;

import io.onsale.gatling.tally.JourneyEnd;
import io.onsale.gatling.tally.JourneyFigures;
import io.onsale.gatling.tally.Stage;
import java.util.Locale;

/** Formats the results of the fans. */
final class FiguresTable {
    private FiguresTable() {}

    static String of(JourneyFigures figures, int fans) {
        StringBuilder table = new StringBuilder();
        table.append(String.format(
                Locale.ROOT,
                "  %s of %s journeys complete (%.1f %%): %s with tickets for %s seats, %s found it sold out%n",
                Board.number(figures.complete()),
                Board.number(fans),
                100.0 * figures.complete() / fans,
                Board.number(figures.of(JourneyEnd.TICKETS)),
                Board.number(figures.seats()),
                Board.number(figures.of(JourneyEnd.SOLD_OUT))));
        table.append(String.format(
                Locale.ROOT,
                "  %s gave up, %s failed, %s did not end%n",
                Board.number(figures.of(JourneyEnd.GAVE_UP)),
                Board.number(figures.of(JourneyEnd.FAILED)),
                Board.number(Math.max(0, fans - figures.ended()))));
        table.append(String.format(Locale.ROOT, "  %-8s %9s %9s %9s%n", "stage", "times", "p50", "p99"));
        for (Stage stage : Stage.values()) {
            JourneyFigures.StageTimes times = figures.of(stage);
            table.append(String.format(
                    Locale.ROOT,
                    "  %-8s %9s %9s %9s%n",
                    stage.name().toLowerCase(Locale.ROOT),
                    Board.number(times.count()),
                    duration(times.p50()),
                    duration(times.p99())));
        }
        return table.toString();
    }

    static String duration(long millis) {
        return millis < 10_000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
