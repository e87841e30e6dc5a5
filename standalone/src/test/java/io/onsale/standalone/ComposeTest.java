package io.onsale.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.standalone.keys.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What can be known of compose.yaml without an engine: that it asks for exactly the secrets that are printed and explained. */
final class ComposeTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void it_needs_exactly_the_secrets_that_are_printed() throws IOException {
        assertThat(needed()).isEqualTo(PrintSecrets.of(Keys.fresh()).keySet());
    }

    @Test
    void each_of_them_is_explained_and_has_no_default() throws IOException {
        Set<String> explained = Files.readString(ROOT.resolve("deploy/env.example"))
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(explained)
                .isEqualTo(needed().stream().map(name -> name + "=").collect(Collectors.toSet()));
    }

    private static Set<String> needed() throws IOException {
        return Pattern.compile("\\$\\{(ONSALE_[A-Z_]+):\\?")
                .matcher(Files.readString(ROOT.resolve("compose.yaml")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
