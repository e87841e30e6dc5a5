package io.onsale.standalone;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tokens}. */
@Command(
        name = "tokens",
        sortOptions = false,
        sortSynopsis = false,
        usageHelpWidth = 110,
        separator = " ",
        description = "Prints access tokens of demo fans, one per line.")
final class TokensCommand implements Callable<Integer> {
    private static final int TOKENS_MAX = 1_000_000; // ids have six digits up to here; 250 MB of text

    @Mixin
    private HomeOption home;

    @Option(names = "--count", paramLabel = "N", required = true, description = "how many (1 to 1000000)")
    private int count;

    @Option(names = "--out", paramLabel = "FILE", description = "where they go; standard output by default")
    private @Nullable Path out;

    @Override
    public Integer call() {
        if (count < 1 || count > TOKENS_MAX) {
            throw new UsageException("--count takes 1 to " + TOKENS_MAX);
        }
        return new PrintTokens(home.home()).run(count, out);
    }
}
