package io.onsale.standalone.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstallationKeysTest {
    @TempDir
    private Path folder;

    @Test
    void first_start_makes_keys_that_fit_their_use() {
        InstallationKeys keys = InstallationKeys.in(folder);

        assertThat(keys.fanSecretBytes()).hasSize(32);
        assertThat(keys.staffKey().isPrivate()).isTrue();
        assertThat(keys.staffKey().size()).isEqualTo(2048);
        assertThat(keys.staffKey().getKeyID()).isNotBlank();
        assertThat(keys.passKey().isPrivate()).isTrue();
        assertThat(keys.passKey().getCurve().getName()).isEqualTo("P-256");
        assertThat(keys.portoneWebhookSecret()).startsWith("whsec_");
        assertThat(keys.accounts().manager().email()).isEqualTo("manager@demo.onsale");
    }

    @Test
    void later_starts_find_the_same_keys() {
        InstallationKeys first = InstallationKeys.in(folder);

        InstallationKeys second = InstallationKeys.in(folder);

        assertThat(second).isEqualTo(first);
    }

    @Test
    void another_installation_has_other_keys() {
        InstallationKeys here = InstallationKeys.in(folder.resolve("here"));

        InstallationKeys there = InstallationKeys.in(folder.resolve("there"));

        assertThat(secrets(there)).doesNotContainAnyElementsOf(secrets(here));
    }

    @Test
    void only_their_owner_may_read_them() throws IOException {
        Path keys = folder.resolve("keys");
        InstallationKeys.in(keys);

        assertThat(permissions(keys)).isEqualTo("rwx------");
        try (var files = Files.list(keys)) {
            assertThat(files)
                    .hasSize(13)
                    .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
        }
    }

    @Test
    void nothing_secret_is_in_their_text() {
        InstallationKeys keys = InstallationKeys.in(folder);

        assertThat(keys + " " + keys.accounts()).doesNotContain(secrets(keys));
    }

    private static List<String> secrets(InstallationKeys keys) {
        return List.of(
                keys.fanSecret(),
                keys.staffKey().toJSONString(),
                keys.passKey().toJSONString(),
                keys.ticketKey().toJSONString(),
                keys.receiptSecret(),
                keys.portoneApiSecret(),
                keys.portoneWebhookSecret(),
                keys.postgresPassword(),
                keys.redisPassword(),
                keys.accounts().seller().password(),
                keys.accounts().manager().password(),
                keys.accounts().gate().password(),
                keys.accounts().fan().password());
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
