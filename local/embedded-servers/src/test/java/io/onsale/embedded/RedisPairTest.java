package io.onsale.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisPairTest {
    @TempDir
    private Path folder;

    @Test
    void the_replica_has_what_its_primary_has_and_takes_over_when_it_is_told_to() {
        try (RedisPair pair = RedisPair.in(folder).start()) {
            pair.primary().call("SET", "seat", "A-1");
            pair.primary().call("WAIT", "1", "10000");
            assertThatThrownBy(() -> pair.replica().call("SET", "seat", "A-2"))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasRootCauseMessage("Redis answered -READONLY You can't write against a read only replica.");

            pair.primary().kill();
            pair.promote();

            assertThat(pair.replica().call("GET", "seat")).isEqualTo("A-1");
            assertThat(pair.replica().call("SET", "seat", "A-2")).isEqualTo("OK");
        }
    }
}
