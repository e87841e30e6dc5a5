package io.onsale.gatling.demo;

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

/** Gatling as a process of its own, so that what it says and what it costs stays apart from the demo. */
final class Crowd implements AutoCloseable {
    /** A story with streams takes about 30 kB a fan; the rest is for the report at the end. */
    private static final String HEAP = "-Xmx1g";

    private final Path folder;
    private final Process process;

    private Crowd(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** Sends the fans whose tokens are in {@code tokens}; what Gatling writes goes to {@code folder}. */
    static Crowd send(Path folder, URI origin, Opening opening, Path tokens, DemoOptions options) throws IOException {
        Duration ramp = Load.shortestRamp(options.fans());
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseParallelGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Donsale.url=" + origin,
                "-Donsale.sale=" + opening.saleId(),
                "-Donsale.performance=" + opening.performanceId(),
                "-Donsale.tokens=" + tokens,
                "-Donsale.fans=" + options.fans(),
                "-Donsale.ramp-seconds=" + ramp.toSeconds(),
                "-Donsale.seed=" + options.seed(),
                "-Donsale.figures=" + folder.resolve("figures.json"),
                "io.gatling.app.Gatling",
                "--simulation",
                OnSaleRush.class.getName(),
                "--results-folder",
                folder.toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("gatling.log").toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return new Crowd(folder, builder.start());
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
        return folder.resolve("gatling.log");
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
