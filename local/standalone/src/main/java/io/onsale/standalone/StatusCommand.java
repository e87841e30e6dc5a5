package io.onsale.standalone;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code status}. */
@Command(
        name = "status",
        sortOptions = false,
        sortSynopsis = false,
        usageHelpWidth = 110,
        separator = " ",
        description = "Shows what runs where.",
        footer = "Exit code: 0 it is up, 3 it is not, with what is wrong")
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home;

    @Option(names = "--json", description = "as JSON, with the accounts' passwords")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        return new ShowStatus(home.home(), json).run(System.out);
    }
}
