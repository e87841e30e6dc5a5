package io.onsale.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class AttackCommandTest {
    @Test
    void everything_can_be_chosen() {
        AttackOptions options = parse(
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
                "8");

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
    void values_out_of_range_and_other_targets_are_refused(String name, String value) {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> parse("--status", "status.json", "--slow-readers", "1", name, value))
                .withMessageContaining(name);
    }

    @Test
    void an_attack_needs_at_least_one_kind() {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> parse("--status", "status.json"))
                .withMessageContaining("--slow-readers");
    }

    private static AttackOptions parse(String... arguments) {
        AttackCommand command = new AttackCommand();
        new CommandLine(command).parseArgs(arguments);
        return command.options();
    }
}
