package io.onsale.demo;

import io.onsale.demo.DemoOptions.DemoHall;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of {@code ./onsale demo}. */
@Command(
        name = "./onsale demo",
        sortOptions = false,
        sortSynopsis = false,
        usageHelpWidth = 110,
        separator = " ",
        description =
                "Opens a sale in a real-size hall, sends a crowd through it, shows it live, and ends with the audit.",
        footer = {
            "Exit code: 0 the audit is clean and 99 % of the journeys are complete, 1 they are not,",
            "           2 the demo could not be carried out"
        })
public final class DemoCommand implements Callable<Integer> {
    private static final long SEEDS = 1_000_000;
    private static final int FAILED = 1;
    private static final int NOT_DONE = 2;

    @Spec
    private CommandSpec spec;

    /** Given by the script; nobody types it. */
    @Option(names = "--status", hidden = true, required = true)
    private Path status;

    @Option(
            names = "--fans",
            paramLabel = "N",
            defaultValue = "3000",
            description = "how many fans come (1 to 20000; ${DEFAULT-VALUE})")
    private int fans;

    // a machine with two cores serves 30 with room to spare; each admission is about twelve requests
    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "30",
            description = "how many are let in per second (1 to 1000; ${DEFAULT-VALUE})")
    private int rate;

    @Option(
            names = "--hall",
            paramLabel = "arena|theatre",
            defaultValue = "ARENA",
            description = "arena: 15,000 seats; theatre: 1,099 seats (arena)")
    private DemoHall hall;

    @Option(names = "--seed", paramLabel = "N", description = "repeats the fans' wishes of an earlier run")
    private @Nullable Long seed;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    public static void main(String[] arguments) {
        System.exit(commandLine(new DemoCommand()).execute(arguments));
    }

    static CommandLine commandLine(DemoCommand command) {
        return new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() {
        DemoOptions options = options();
        try {
            return new Demo(options).play() ? 0 : FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException | IllegalArgumentException | IOException | SQLException e) {
            System.err.println("The demo cannot go on: " + e.getMessage());
        }
        return NOT_DONE;
    }

    DemoOptions options() {
        long chosen = seed == null ? RandomGenerator.getDefault().nextLong(SEEDS) : seed;
        try {
            return new DemoOptions(status, fans, rate, hall, chosen);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
