package io.onsale.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatling.javaapi.core.Simulation;
import io.onsale.gatling.tally.JourneyEnd;
import io.onsale.gatling.tally.JourneyFigures;
import io.onsale.gatling.tally.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs the stories in the real Gatling, as a separate process, against a scripted shop. A story mostly waits. */
@Execution(ExecutionMode.CONCURRENT)
class StoryTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void fans_reach_their_tickets_through_every_mood_of_the_shop() throws Exception {
        try (ScriptedShop shop = new ScriptedShop(10, 20)) {
            List<String> fans = new ArrayList<>(Collections.nCopies(8, "plain"));
            fans.addAll(List.of("slow-hands", "poor-card", "late-bank", "slow-hands"));

            int exit = tell(OnSaleRush.class, shop, fans);

            JourneyFigures figures = figures();
            assertThat(figures.of(JourneyEnd.TICKETS)).as(log()).isEqualTo(12);
            assertThat(exit).as(log()).isZero();
            assertThat(figures.seats()).isBetween(12, 48);
            assertThat(figures.of(Stage.JOIN).count()).isEqualTo(12);
            assertThat(figures.of(Stage.HOLD).count()).isEqualTo(14); // two were too slow once
            assertThat(figures.of(Stage.PAYMENT).count()).isEqualTo(12);
            assertThat(shop.streamsOpened).hasValue(12); // a stream is not opened again after it was left
            assertThat(shop.plansSent).hasValue(1); // all others have it from the cache
            assertThat(shop.left).isEmpty();
            assertThat(shop.unexpected).isEmpty();
        }
    }

    @Test
    void a_fan_whose_stream_breaks_asks_and_gets_in_all_the_same_but_the_break_is_counted() throws Exception {
        try (ScriptedShop shop = new ScriptedShop(10, 20)) {
            int exit = tell(OnSaleRush.class, shop, List.of("plain", "broken-stream"));

            assertThat(figures().of(JourneyEnd.TICKETS)).as(log()).isEqualTo(2);
            assertThat(exit).isNotZero(); // more than 1 % of the requests failed
        }
    }

    @Test
    void a_shop_that_fails_is_a_failed_journey_and_the_fan_goes_home() throws Exception {
        try (ScriptedShop shop = new ScriptedShop(10, 20)) {
            int exit = tell(OnSaleRush.class, shop, List.of("plain", "unlucky"));

            assertThat(figures().of(JourneyEnd.TICKETS)).as(log()).isEqualTo(1);
            assertThat(figures().of(JourneyEnd.FAILED)).isEqualTo(1);
            assertThat(shop.left).containsExactly("unlucky-1");
            assertThat(exit).isNotZero();
        }
    }

    @Test
    void one_row_has_as_many_winners_as_seats_and_the_others_hear_the_truth() throws Exception {
        try (ScriptedShop shop = new ScriptedShop(3, 5)) {
            int exit = tell(OneRowFight.class, shop, Collections.nCopies(12, "plain"), "onsale.row=Z/1");

            assertThat(figures().of(JourneyEnd.TICKETS)).as(log()).isEqualTo(5);
            assertThat(figures().of(JourneyEnd.SOLD_OUT)).isEqualTo(7);
            assertThat(figures().seats()).isEqualTo(5);
            assertThat(shop.left).hasSize(7);
            assertThat(exit).as(log()).isZero();
        }
    }

    /** Returns Gatling's exit code: not 0 if an assertion failed. */
    private int tell(Class<? extends Simulation> story, ScriptedShop shop, List<String> fans, String... more)
            throws IOException, InterruptedException {
        Path tokens = folder.resolve("tokens");
        List<String> lines = new ArrayList<>();
        for (String fan : fans) {
            lines.add(fan + "-" + lines.size());
        }
        Files.write(tokens, lines);
        List<String> properties = new ArrayList<>(List.of(
                "onsale.url=" + shop.url(),
                "onsale.sale=sale",
                "onsale.performance=perf",
                "onsale.tokens=" + tokens,
                "onsale.fans=" + fans.size(),
                "onsale.ramp-seconds=1",
                "onsale.wait-seconds=20",
                "onsale.seed=1",
                "onsale.figures=" + folder.resolve("figures.json")));
        properties.addAll(List.of(more));
        Process gatling = GatlingProcess.start(story, folder, properties, "--no-reports");
        try {
            assertThat(gatling.waitFor(90, TimeUnit.SECONDS)).as(log()).isTrue();
            return gatling.exitValue();
        } finally {
            gatling.destroyForcibly();
        }
    }

    private JourneyFigures figures() throws IOException {
        assertThat(folder.resolve("figures.json")).as(log()).exists();
        return JourneyFigures.readFrom(folder.resolve("figures.json"));
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve(GatlingProcess.LOG));
    }
}
