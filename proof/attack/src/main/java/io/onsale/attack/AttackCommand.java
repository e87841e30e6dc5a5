package io.onsale.attack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of {@code ./onsale attack}. */
@Command(
        name = "./onsale attack",
        sortOptions = false,
        sortSynopsis = false,
        usageHelpWidth = 110,
        separator = " ",
        description = "Attacks the Onsale of this machine in the ordinary ways, and shows what honest fans notice.")
public final class AttackCommand implements Callable<Integer> {
    private static final int NOT_DONE = 2;

    @Spec
    private CommandSpec spec;

    /** Given by the script; nobody types it. */
    @Option(names = "--status", hidden = true, required = true)
    private Path status;

    @Option(
            names = "--slow-readers",
            paramLabel = "N",
            defaultValue = "0",
            description = "connections that ask for a large plan and read nothing (at most 20000)")
    private int slowReaders;

    @Option(
            names = "--wrong-sign-ins",
            paramLabel = "N",
            defaultValue = "0",
            description = "wrong sign-ins per second (at most 1000)")
    private int wrongSignIns;

    @Option(
            names = "--anonymous-streams",
            paramLabel = "N",
            defaultValue = "0",
            description = "seat-map streams without a token (at most 20000)")
    private int streams;

    @Option(
            names = "--half-sent-headers",
            paramLabel = "N",
            defaultValue = "0",
            description = "connections that never end their headers (at most 20000)")
    private int halfHeads;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "30",
            description = "how long it lasts (1 to 120; ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--apart",
            paramLabel = "S",
            defaultValue = "10",
            description = "how long honest fans are measured before and after (1 to 120; ${DEFAULT-VALUE})")
    private int apart;

    @Option(
            names = "--addresses",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "it comes from this many addresses, 127.0.0.2 and following (at most 200); else from 127.0.0.1")
    private int addresses;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new AttackCommand()).execute(arguments));
    }

    @Override
    public Integer call() {
        AttackOptions options = options();
        try {
            new Attack(options).run();
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            System.err.println("The attack cannot go on: " + e);
        }
        return NOT_DONE;
    }

    AttackOptions options() {
        try {
            return new AttackOptions(
                    status,
                    slowReaders,
                    wrongSignIns,
                    streams,
                    halfHeads,
                    Duration.ofSeconds(seconds),
                    Duration.ofSeconds(apart),
                    addresses);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
