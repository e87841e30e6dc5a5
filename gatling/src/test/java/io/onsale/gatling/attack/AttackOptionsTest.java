package io.onsale.gatling.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttackOptionsTest {
    @Test
    void everything_can_be_chosen() {
        AttackOptions options = AttackOptions.parse(List.of(
                "--status",
                "status.json",
                "--slow-readers",
                "2000",
                "--wrong-sign-ins",
                "200",
                "--anonymous-streams",
                "15000",
                "--half-sent-headers",
                "3000",
                "--seconds",
                "40",
                "--apart",
                "5",
                "--addresses",
                "8"));

        assertThat(options)
                .isEqualTo(new AttackOptions(
                        Path.of("status.json"),
                        2000,
                        200,
                        15_000,
                        3000,
                        Duration.ofSeconds(40),
                        Duration.ofSeconds(5),
                        8));
    }

    @ParameterizedTest
    @CsvSource({
        "--slow-readers, 20001",
        "--wrong-sign-ins, 1001",
        "--anonymous-streams, 20001",
        "--half-sent-headers, many",
        "--seconds, 121",
        "--seconds, 0",
        "--apart, 121",
        "--addresses, 201",
        "--url, http://example.com"
    })
    void what_is_too_much_or_goes_elsewhere_is_refused(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        AttackOptions.parse(List.of("--status", "status.json", "--slow-readers", "1", name, value)))
                .withMessageContaining(name);
    }

    @Test
    void an_attack_with_nothing_is_none() {
        assertThatIllegalArgumentException().isThrownBy(() -> AttackOptions.parse(List.of("--status", "status.json")));
    }
}
