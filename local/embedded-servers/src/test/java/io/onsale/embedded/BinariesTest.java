package io.onsale.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinariesTest {
    @TempDir
    private Path folder;

    @Test
    void own_redis_is_taken_if_it_can_run() throws IOException {
        Path program = Files.createFile(
                folder.resolve("redis-server"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

        assertThat(Binaries.executable(program.toString())).isEqualTo(program);
    }

    @Test
    void own_redis_that_is_not_there_or_cannot_run_is_refused_by_the_name_of_its_variable() throws IOException {
        Path text = Files.createFile(folder.resolve("redis.txt"));

        for (Path wrong : new Path[] {folder.resolve("missing"), folder, text}) {
            assertThatThrownBy(() -> Binaries.executable(wrong.toString()))
                    .isInstanceOf(EmbeddedServersFailure.class)
                    .hasMessage("ONSALE_REDIS_SERVER does not name an executable file: " + wrong);
        }
    }
}
