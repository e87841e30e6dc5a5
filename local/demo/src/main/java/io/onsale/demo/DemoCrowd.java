package io.onsale.demo;

import io.onsale.gatling.GatlingProcess;
import io.onsale.gatling.OnSaleRush;
import io.onsale.gatling.load.Load;
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

/** The fans of a demo, played by Gatling. */
final class DemoCrowd implements AutoCloseable {
    private final Path folder;
    private final Process process;

    private DemoCrowd(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** Sends the fans whose tokens are in {@code tokens}; Gatling writes to {@code folder}. */
    static DemoCrowd send(Path folder, URI origin, DemoSale sale, Path tokens, DemoOptions options) throws IOException {
        List<String> properties = List.of(
                "onsale.url=" + origin,
                "onsale.sale=" + sale.saleId(),
                "onsale.performance=" + sale.performanceId(),
                "onsale.tokens=" + tokens,
                "onsale.fans=" + options.fans(),
                "onsale.ramp-seconds=" + Load.shortestRamp(options.fans()).toSeconds(),
                "onsale.seed=" + options.seed(),
                "onsale.figures=" + folder.resolve("figures.json"));
        return new DemoCrowd(folder, GatlingProcess.start(OnSaleRush.class, folder, properties));
    }

    /** Waits until the crowd has finished; false after {@code time}. */
    boolean isDoneWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Empty if Gatling ended before it wrote them. */
    Optional<JourneyFigures> figures() throws IOException {
        Path file = folder.resolve("figures.json");
        return Files.exists(file) ? Optional.of(JourneyFigures.readFrom(file)) : Optional.empty();
    }

    Path log() {
        return folder.resolve(GatlingProcess.LOG);
    }

    /** Gatling's report; empty if it could not write one. */
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
