package io.onsale.standalone;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** What {@code ./onsale} runs. Exit codes: 0 done, 1 failed, 2 wrong usage or not possible here, 3 not running. */
@Command(
        name = "./onsale",
        subcommands = {
            UpCommand.class,
            StatusCommand.class,
            TokensCommand.class,
            SecretsCommand.class,
            DeadLettersCommand.class
        })
public final class Launcher implements Runnable {
    private static final int WRONG_USAGE = 2;

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Launcher())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Launcher::explain);
    }

    private static int explain(Exception failure, CommandLine line, ParseResult parsed) throws Exception {
        if (failure instanceof UsageException) {
            line.getErr().println(failure.getMessage());
            return WRONG_USAGE;
        }
        throw failure;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Give a command: up, status, tokens, secrets or dead-letters");
    }
}
