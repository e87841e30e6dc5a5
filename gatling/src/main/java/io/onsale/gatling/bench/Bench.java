package io.onsale.gatling.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code ./onsale bench}: see {@link BenchOptions#USAGE}. Traffic goes to 127.0.0.0/8 only and ends by itself. */
public final class Bench {
    private Bench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(BenchOptions.USAGE);
            return;
        }
        try {
            run(BenchOptions.parse(List.of(arguments)));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(BenchOptions.USAGE);
            System.exit(2);
        }
    }

    private static void run(BenchOptions options) throws IOException, InterruptedException {
        Path out = options.path("out").orElse(Path.of(".onsale", "bench"));
        Files.createDirectories(out);
        Report report = measure(options, out.resolve("rig"));
        Path json = out.resolve(report.name() + ".json");
        Files.writeString(json, report.json());
        Files.writeString(out.resolve(report.name() + ".txt"), report.table());
        System.out.println();
        System.out.print(report.table());
        say("Written to " + json);
    }

    private static Report measure(BenchOptions options, Path folder) throws IOException, InterruptedException {
        return switch (options.kind()) {
            case PATHS -> PathsBench.run(options, folder);
            case WAITING -> WaitingBench.run(options, folder);
            case STREAMS -> StreamsBench.run(options, folder);
            case COLD -> ColdBench.run(options, folder);
        };
    }

    static void say(String line) {
        System.out.println(line);
    }
}
