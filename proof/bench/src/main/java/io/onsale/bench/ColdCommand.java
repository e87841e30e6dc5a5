package io.onsale.bench;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ./onsale bench cold}. */
@Command(
        name = "cold",
        sortOptions = false,
        sortSynopsis = false,
        usageHelpWidth = 110,
        separator = " ",
        description = "The first seconds after a start beside the same process when it is warm.")
final class ColdCommand implements Callable<Integer> {
    @ParentCommand
    private Bench bench;

    @Option(
            names = "--starts",
            paramLabel = "N",
            defaultValue = "3",
            description = "of queue-api, for each path (1 to 20; ${DEFAULT-VALUE})")
    private int starts;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "64",
            description = "at the same time (1 to 1000; ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--window",
            paramLabel = "N",
            defaultValue = "12",
            description = "first seconds that are looked at (2 to 60; ${DEFAULT-VALUE})")
    private int window;

    @Option(
            names = "--steady-after",
            paramLabel = "N",
            defaultValue = "60",
            description = "seconds after which it counts as warm (2 to 600; ${DEFAULT-VALUE})")
    private int steadyAfter;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    @Override
    public Integer call() throws IOException, InterruptedException {
        bench.write(ColdBench.run(options(), bench.environment()));
        return 0;
    }

    ColdOptions options() {
        return new ColdOptions(starts, connections, window, steadyAfter);
    }
}
