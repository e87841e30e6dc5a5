package io.onsale.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onsale.bench.StreamsReport.Moving;
import io.onsale.bench.StreamsReport.WatcherStage;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StreamsReportTest {
    private static final MemoryFootprint JOINED = new MemoryFootprint(60_000_000, 10_000_000);

    private final StreamsReport report = new StreamsReport(
            new RunConditions(2, "25", "", 0.5, 20_000),
            3,
            50_000,
            20,
            new MemoryFootprint(20_000_000, 10_000_000),
            JOINED,
            List.of(step(1_000, 100, 300), step(10_000, 102, 400), step(50_000, 104, 900)),
            new Moving(250, 110, 0.02, 0.4, 12_000, 4_000, 90, 250));

    @Test
    void a_stream_takes_what_each_further_one_adds() {
        assertThat(report.bytesPerStream()).isCloseTo(8_000, within(1.0));
        assertThat(report.bytesPerPlace()).isEqualTo(800);
    }

    @Test
    void redis_is_judged_by_its_busiest_and_its_quietest_step() {
        assertThat(report.redisSpread()).isCloseTo(0.04, within(1e-9));
    }

    @Test
    void the_table_and_the_json_tell_the_same() {
        JsonNode json = JsonMapper.shared().readTree(report.json());

        assertThat(json.path("bytesPerStream").doubleValue()).isCloseTo(8_000, within(1.0));
        assertThat(json.path("steps").size()).isEqualTo(3);
        assertThat(report.table())
                .contains("A stream takes 7.8 KB", "differ by 4.0 %", "3 nodes (a process may have 20000 files open)");
    }

    private static WatcherStage step(int watchers, double commands, double p99) {
        MemoryFootprint footprint =
                new MemoryFootprint(JOINED.heap() + watchers * 6_000L, JOINED.direct() + watchers * 2_000L);
        return new WatcherStage(
                watchers, 0, 1, commands, 20, 0.01, 0.2, 50, footprint, p99 / 2, p99, p99, p99 / 3, 0, 10);
    }
}
