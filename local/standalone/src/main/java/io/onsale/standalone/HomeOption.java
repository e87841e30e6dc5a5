package io.onsale.standalone;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The option that every command about one Onsale has, and its help. */
@Command
final class HomeOption {
    @Option(names = "--home", paramLabel = "FOLDER", defaultValue = ".onsale", description = "the folder of the data")
    private Path folder;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    Home home() {
        return Home.at(folder);
    }
}
