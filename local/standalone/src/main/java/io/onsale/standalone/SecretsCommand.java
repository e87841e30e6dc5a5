package io.onsale.standalone;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code secrets}. */
@Command(
        name = "secrets",
        sortSynopsis = false,
        usageHelpWidth = 110,
        separator = " ",
        description = "Prints a fresh set of secrets for compose.yaml, as an env file.")
final class SecretsCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home; // accepted from the script, and not used: these secrets are kept nowhere

    @Override
    public Integer call() {
        return PrintSecrets.run(System.out);
    }
}
