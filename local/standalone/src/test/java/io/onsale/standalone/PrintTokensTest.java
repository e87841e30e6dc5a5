package io.onsale.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.jwk.JWKSet;
import io.onsale.kernel.access.AccessCheck.Accepted;
import io.onsale.kernel.access.AccessCheck.Refused;
import io.onsale.kernel.access.AccessTokenVerifier;
import io.onsale.kernel.access.FanTokens;
import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Role;
import io.onsale.standalone.keys.InstallationKeys;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrintTokensTest {
    @TempDir
    private Path folder;

    @Test
    void every_token_is_accepted_as_that_of_its_fan() throws Exception {
        Home home = Home.at(folder);
        AccessTokenVerifier verifier = verifier(InstallationKeys.in(home.keys()));

        int code = new PrintTokens(home).run(250, folder.resolve("tokens"));

        assertThat(code).isZero();
        List<String> tokens = Files.readAllLines(folder.resolve("tokens"));
        assertThat(tokens).hasSize(250);
        for (int i = 0; i < tokens.size(); i++) {
            String fan = "fan-%06d".formatted(i + 1);
            assertThat(verifier.check(tokens.get(i), new JWKSet()))
                    .isInstanceOfSatisfying(
                            Accepted.class,
                            accepted -> assertThat(accepted.principal())
                                    .extracting(Principal::id, Principal::role)
                                    .containsExactly(fan, Role.FAN));
        }
    }

    @Test
    void file_of_tokens_is_for_its_owner_only_also_one_that_was_open() throws Exception {
        Home home = Home.at(folder);
        InstallationKeys.in(home.keys());
        Path open = Files.createFile(
                folder.resolve("open"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));

        new PrintTokens(home).run(1, folder.resolve("tokens"));
        new PrintTokens(home).run(1, open);

        for (Path file : List.of(folder.resolve("tokens"), open)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(Files.readAllLines(file)).hasSize(1);
        }
    }

    @Test
    void another_installation_refuses_them() throws Exception {
        Home home = Home.at(folder.resolve("here"));
        InstallationKeys.in(home.keys());
        new PrintTokens(home).run(1, folder.resolve("tokens"));

        AccessTokenVerifier elsewhere = verifier(InstallationKeys.in(folder.resolve("there")));

        assertThat(elsewhere.check(Files.readString(folder.resolve("tokens")).strip(), new JWKSet()))
                .isInstanceOf(Refused.class);
    }

    @Test
    void they_end_when_they_say() throws Exception {
        Home home = Home.at(folder);
        InstallationKeys keys = InstallationKeys.in(home.keys());
        StringWriter text = new StringWriter();

        new PrintTokens(home).print(1, text, Instant.now().minusSeconds(1));

        assertThat(verifier(keys).check(text.toString().strip(), new JWKSet())).isEqualTo(new Refused("expired"));
    }

    @Test
    void without_keys_it_says_what_to_do() {
        PrintTokens tokens = new PrintTokens(Home.at(folder));

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> tokens.run(1, null))
                .withMessageContaining("./onsale up");
        assertThat(folder.resolve("keys")).doesNotExist();
    }

    private static AccessTokenVerifier verifier(InstallationKeys keys) {
        return new AccessTokenVerifier(new FanTokens(keys.fanSecretBytes()), Clock.systemUTC());
    }
}
