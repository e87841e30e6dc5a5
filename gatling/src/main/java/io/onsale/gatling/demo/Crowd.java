package io.onsale.gatling.demo;

import io.onsale.gatling.GatlingProcess;
import io.onsale.gatling.Load;
import io.onsale.gatling.OnSaleRush;
import io.onsale.gatling.tally.JourneyFigures;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The fans of a demo, from the first at the door to the last who goes home. */
final class Crowd implements AutoCloseable {
    private final Path folder;
    private final Process process;

    private Crowd(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** Sends the fans whose tokens are in {@code tokens}; what Gatling writes goes to {@code folder}. */
    static Crowd send(Path folder, URI origin, Opening opening, Path tokens, DemoOptions options) throws IOException {
        List<String> properties = List.of(
                "onsale.url=" + origin,
                "onsale.sale=" + opening.saleId(),
                "onsale.performance=" + opening.performanceId(),
                "onsale.tokens=" + tokens,
                "onsale.fans=" + options.fans(),
                "onsale.ramp-seconds=" + Load.shortestRamp(options.fans()).toSeconds(),
                "onsale.seed=" + options.seed(),
                "onsale.figures=" + folder.resolve("figures.json"));
        return new Crowd(folder, GatlingProcess.start(OnSaleRush.class, folder, properties));
    }

    /** Waits so long for the crowd to have gone home. */
    boolean isGoneWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Empty if Gatling ended before it could count. */
    Optional<JourneyFigures> figures() throws IOException {
        Path file = folder.resolve("figures.json");
        return Files.exists(file) ? Optional.of(JourneyFigures.readFrom(file)) : Optional.empty();
    }

    Path log() {
        return folder.resolve(GatlingProcess.LOG);
    }

    /** Gatling's page, empty if it could not make one. */
    Optional<Path> report() throws IOException {
        try (Stream<Path> runs = Files.list(folder)) {
            return runs.map(run -> run.resolve("index.html"))
                    .filter(Files::exists)
                    .findFirst();
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
