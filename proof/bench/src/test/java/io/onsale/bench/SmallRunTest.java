package io.onsale.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.onsale.bench.LineFiller.Filled;
import io.onsale.bench.StreamsReport.WatcherStage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real bench with few fans: real stores, real services. It does not judge speed. */
class SmallRunTest {
    @SuppressWarnings("NullAway.Init")
    private static BenchEnvironment environment;

    @SuppressWarnings("NullAway.Init")
    private static ServiceProcess node;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        environment = BenchEnvironment.start(folder, line -> {});
        node = environment.startQueue(MemoryFootprint.JVM_OPTION);
        environment.awaitReady(node);
    }

    @AfterAll
    static void stop() {
        environment.close();
    }

    @Test
    void watchers_hear_of_every_change() throws IOException, InterruptedException {
        StreamsOptions options =
                new StreamsOptions(List.of(10, 50), Duration.ofSeconds(2), 2, Duration.ofSeconds(1), null, true);

        StreamsReport report = StreamsBench.run(options, environment, RunConditions.now(), List.of(node));

        assertThat(report.inLine()).isEqualTo(50);
        assertThat(report.steps()).extracting(WatcherStage::watchers).containsExactly(10, 50);
        assertThat(report.steps()).allSatisfy(step -> {
            assertThat(step.failed()).isZero();
            assertThat(step.missed()).isZero();
            assertThat(step.redisCommands()).isPositive();
            assertThat(step.footprint().heap()).isPositive();
        });
    }

    @Test
    void a_filled_line_is_one_that_fans_have_joined() throws IOException, InterruptedException {
        try (RedisClient client = RedisClient.create(environment.redis())) {
            environment.publish("filled", SalePublisher.Terms.open(), List.of(node));
            LineFiller filler =
                    new LineFiller(environment, node, client.connect().sync());

            Filled filled =
                    filler.fill("filled", 2_500); // compares its records with real ones, and fails if they differ
            Measurement asked = new ClosedLoopDriver()
                    .once(node.port(), environment.fans.places("filled", filled.firstFan(), filled.count()), 8);
            new ClosedLoopDriver().once(node.port(), environment.fans.newJoins("filled", 500), 8);

            assertThat(asked.unexpected()).isZero();
            assertThat(filler.waiting("filled")).isEqualTo(3_002);
            filler.trim(filled);
            assertThat(filler.waiting("filled")).isEqualTo(2_501);
        }
    }
}
