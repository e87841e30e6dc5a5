package io.onsale.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.bench.PairedRuns.Pair;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PathsReportTest {
    private static PathsReport report(boolean peerBar) {
        return report(peerBar, "");
    }

    private static PathsReport report(boolean peerBar, String redis) {
        Measurement floor = new Measurement(20_000, 2_000, 20_000, 0);
        Measurement join = new Measurement(22_400, 2_100, 21_000, 0);
        return new PathsReport(
                new RunConditions(2, "25", redis, 0.5, 20_000),
                "wrk",
                new PathsOptions(
                        List.of("join"), 1, Duration.ofSeconds(10), Duration.ofSeconds(150), 64, null, peerBar),
                List.of(new PairedRuns("join", "floor+redis", List.of(new Pair(floor, join)))));
    }

    @Test
    void each_path_that_was_measured_is_held_beside_the_best_of_others() {
        JsonNode json = JsonMapper.shared().readTree(report(true).json());

        assertThat(json.path("joinTimesTheBestOfOthers").doubleValue()).isEqualTo(2);
        assertThat(json.has("placeTimesTheBestOfOthers")).isFalse();
        assertThat(report(true).table())
                .contains("join: 2.00 times the best of others, 11200/s (to be 2.0 times)")
                .doesNotContain("place:");
    }

    @Test
    void under_other_conditions_nothing_is() {
        assertThat(report(false).table()).doesNotContain("the best of others");
        assertThat(report(false).json()).doesNotContain("TimesTheBestOfOthers");
    }

    @Test
    void a_redis_that_did_not_come_along_is_named() {
        assertThat(report(false, "/opt/redis-server").table()).contains("0.5 before; Redis /opt/redis-server; set for");
        assertThat(report(false).table()).contains("0.5 before; set for").doesNotContain("Redis");
    }
}
