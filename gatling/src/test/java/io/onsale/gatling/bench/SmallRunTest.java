package io.onsale.gatling.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.onsale.gatling.bench.LineFiller.Filled;
import io.onsale.gatling.bench.StreamsReport.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench in earnest, with few fans: real stores, real services. Says nothing about speed. */
class SmallRunTest {
    @SuppressWarnings("NullAway.Init")
    private static Rig rig;

    @SuppressWarnings("NullAway.Init")
    private static Node node;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        rig = Rig.start(folder, line -> {});
        node = rig.startQueue(Footprint.JVM_OPTION);
        rig.awaitReady(node);
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    void watchers_hear_of_every_change() throws IOException, InterruptedException {
        BenchOptions options = BenchOptions.parse(
                List.of("streams", "--watchers", "10,50", "--seconds", "2", "--changes", "2", "--gap", "1", "--still"));

        StreamsReport report = StreamsBench.run(options, rig, Surroundings.now(), List.of(node));

        assertThat(report.inLine()).isEqualTo(50);
        assertThat(report.steps()).extracting(Step::watchers).containsExactly(10, 50);
        assertThat(report.steps()).allSatisfy(step -> {
            assertThat(step.failed()).isZero();
            assertThat(step.unheard()).isZero();
            assertThat(step.redisCommands()).isPositive();
            assertThat(step.footprint().heap()).isPositive();
        });
    }

    @Test
    void a_filled_line_is_one_that_fans_have_joined() throws IOException, InterruptedException {
        try (RedisClient client = RedisClient.create(rig.redis())) {
            rig.publish("filled", Catalogue.Terms.open(), List.of(node));
            LineFiller filler = new LineFiller(rig, node, client.connect().sync());

            Filled filled =
                    filler.fill("filled", 2_500); // holds its records beside real ones, and fails if they differ
            Measurement asked =
                    new JvmDriver().once(node.port(), rig.crowd.places("filled", filled.firstFan(), filled.count()), 8);
            new JvmDriver().once(node.port(), rig.crowd.newJoins("filled", 500), 8);

            assertThat(asked.unexpected()).isZero();
            assertThat(filler.waiting("filled")).isEqualTo(3_002);
            filler.trim(filled);
            assertThat(filler.waiting("filled")).isEqualTo(2_501);
        }
    }
}
