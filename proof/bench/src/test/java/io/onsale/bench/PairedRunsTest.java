package io.onsale.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.bench.PairedRuns.Pair;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairedRunsTest {
    private static final PathsOptions PEER_BAR = new PathsOptions(
            List.of("join", "place"), 1, Duration.ofSeconds(10), Duration.ofSeconds(150), 64, null, true);

    private final PairedRuns comparison =
            new PairedRuns("join", "floor", List.of(pair(100, 80), pair(50, 45), pair(200, 120)));

    @Test
    void the_figure_is_the_median_of_the_pairs_ratios() {
        assertThat(comparison.ratio()).isEqualTo(0.8);
        assertThat(comparison.lowestRatio()).isEqualTo(0.6);
        assertThat(comparison.highestRatio()).isEqualTo(0.9);
        assertThat(comparison.unexpected()).isEqualTo(6);
    }

    @Test
    void the_peer_bar_is_how_often_the_best_of_others_is_reached() {
        PairedRuns join = new PairedRuns("join", "floor", List.of(pair(30_000, 22_400)));
        PairedRuns place = new PairedRuns("place", "floor", List.of(pair(50_000, 39_500)));
        PathsReport report =
                new PathsReport(new RunConditions(2, "25", "", 0.5, 20_000), "wrk", PEER_BAR, List.of(join, place));

        assertThat(report.name()).isEqualTo("peer-bar");
        assertThat(report.table()).contains("join: 2.00 times", "place: 2.50 times");
    }

    private static Pair pair(double floor, double ours) {
        return new Pair(new Measurement(floor, 1000, 2000, 1), new Measurement(ours, 1000, 2000, 1));
    }
}
