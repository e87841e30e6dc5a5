package io.onsale.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ./onsale bench streams}. */
@Command(
        name = "streams",
        sortOptions = false,
        sortSynopsis = false,
        usageHelpWidth = 110,
        separator = " ",
        description = "What each watcher costs, and how soon it is notified.")
final class StreamsCommand implements Callable<Integer> {
    @ParentCommand
    private Bench bench;

    @Option(
            names = "--watchers",
            paramLabel = "N,...",
            split = ",",
            defaultValue = "1000,10000,50000",
            description = "ascending (10 to 200,000 each; ${DEFAULT-VALUE})")
    private List<Integer> watchers;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "of observing Redis, for each number (2 to 120; ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--changes",
            paramLabel = "N",
            defaultValue = "10",
            description = "how often the sale is paused or resumed, for each number (2 to 100; ${DEFAULT-VALUE})")
    private int changes;

    @Option(
            names = "--gap",
            paramLabel = "N",
            defaultValue = "3",
            description = "seconds from one change to the next, enough for the slowest (1 to 10; ${DEFAULT-VALUE})")
    private int gap;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            description = "of queue-api (1 to 16; as many as the limit of open files requires)")
    private @Nullable Integer nodes;

    @Option(names = "--still", description = "places do not move at the end")
    private boolean still;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    @Override
    public Integer call() throws IOException, InterruptedException {
        bench.write(StreamsBench.run(options(), bench.environment()));
        return 0;
    }

    StreamsOptions options() {
        return new StreamsOptions(
                watchers, Duration.ofSeconds(seconds), changes, Duration.ofSeconds(gap), nodes, still);
    }
}
