package io.onsale.bench;

import io.onsale.bench.PathsOptions.DriverChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line of {@code ./onsale bench}. Traffic goes to 127.0.0.0/8 only and ends on its own. */
@Command(
        name = "./onsale bench",
        sortOptions = false,
        sortSynopsis = false,
        usageHelpWidth = 110,
        separator = " ",
        subcommands = {StreamsCommand.class, ColdCommand.class},
        description =
                "Join, place read and hold beside the floor of this machine; with --waiting: join and admission with N waiting beside 10,000, the opening of a drawn lobby of N, and one sale beside another. Nothing else should be busy on the machine.")
public final class Bench implements Callable<Integer> {
    private static final int WRONG_USAGE = 2;
    private static final List<String> NOT_WITH_WAITING =
            List.of("--paths", "--seconds", "--warm", "--driver", "--peer-bar");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--paths",
            paramLabel = "P,...",
            split = ",",
            description = "of join, place and hold (all; with --peer-bar join and place)")
    private @Nullable List<String> paths;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description = "how often floor and path alternate, or the two lines (1 to 50; 5, with --waiting 9)")
    private @Nullable Integer pairs;

    @Option(names = "--seconds", paramLabel = "N", description = "one run (1 to 60; 4, with --peer-bar 10)")
    private @Nullable Integer seconds;

    @Option(
            names = "--warm",
            paramLabel = "N",
            description = "seconds of each path beforehand (0 to 300; 40, with --peer-bar 150)")
    private @Nullable Integer warm;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "64",
            description = "at the same time (1 to 1000; ${DEFAULT-VALUE})")
    private int connections;

    @Option(names = "--driver", paramLabel = "wrk|jvm", description = "wrk if it is installed, else the bench's own")
    private @Nullable DriverChoice driver;

    @Option(
            names = "--peer-bar",
            description =
                    "as other waiting rooms were measured: 64 connections, warmed for 150 s, runs of 10 s, no seats")
    private boolean peerBar;

    @Option(names = "--waiting", paramLabel = "N", description = "20,000 to 2,000,000")
    private @Nullable Integer waiting;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            scope = ScopeType.INHERIT,
            defaultValue = "${sys:onsale.bench.out:-.onsale/bench}",
            description = "where the reports go (.onsale/bench)")
    private Path out;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Bench::explain);
    }

    /** Options that turn out to be impossible on this machine are wrong usage; anything else is a failure with its trace. */
    private static int explain(Exception failure, CommandLine line, CommandLine.ParseResult parsed) throws Exception {
        if (failure instanceof IllegalArgumentException) {
            line.getErr().println(failure.getMessage());
            return WRONG_USAGE;
        }
        throw failure;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (waiting == null) {
            write(PathsBench.run(pathsOptions(), environment()));
        } else {
            write(WaitingBench.run(waitingOptions(waiting), environment()));
        }
        return 0;
    }

    PathsOptions pathsOptions() {
        List<String> all =
                peerBar ? List.of("join", "place") : List.of("join", "place", "hold"); // others have no seats
        return new PathsOptions(
                Objects.requireNonNullElse(paths, all),
                Objects.requireNonNullElse(pairs, 5),
                Duration.ofSeconds(Objects.requireNonNullElse(seconds, peerBar ? 10 : 4)),
                Duration.ofSeconds(Objects.requireNonNullElse(warm, peerBar ? 150 : 40)),
                connections,
                driver,
                peerBar);
    }

    WaitingOptions waitingOptions(int many) {
        for (String option : NOT_WITH_WAITING) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(spec.commandLine(), option + " does not go with --waiting");
            }
        }
        return new WaitingOptions(many, Objects.requireNonNullElse(pairs, 9), connections);
    }

    /** Where the stores and the logs of a run go. */
    Path environment() throws IOException {
        return Files.createDirectories(out).resolve("rig");
    }

    void write(Report report) throws IOException {
        Path json = out.resolve(report.name() + ".json");
        Files.writeString(json, report.json());
        Files.writeString(out.resolve(report.name() + ".txt"), report.table());
        System.out.println();
        System.out.print(report.table());
        say("Written to " + json);
    }

    static void say(String line) {
        System.out.println(line);
    }
}
