package io.onsale.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.onsale.bench.PathsOptions.DriverChoice;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

class BenchTest {
    private @Nullable Object command;

    @Test
    void paths_are_the_default() {
        parse("--pairs 3 --driver jvm --paths join,hold");

        assertThat(((Bench) Objects.requireNonNull(command)).pathsOptions())
                .isEqualTo(new PathsOptions(
                        List.of("join", "hold"),
                        3,
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(40),
                        64,
                        DriverChoice.JVM,
                        false));
    }

    @Test
    void the_peer_bar_has_times_of_its_own_and_no_seats() {
        parse("--out x --peer-bar");

        assertThat(((Bench) Objects.requireNonNull(command)).pathsOptions())
                .isEqualTo(new PathsOptions(
                        List.of("join", "place"), 5, Duration.ofSeconds(10), Duration.ofSeconds(150), 64, null, true));
    }

    @Test
    void waiting_chooses_the_bench_of_long_lines() {
        parse("--waiting 1000000");

        assertThat(((Bench) Objects.requireNonNull(command)).waitingOptions(1_000_000))
                .isEqualTo(new WaitingOptions(1_000_000, 9, 64));
    }

    @Test
    void words_choose_the_other_benches() {
        parse("--out x streams --watchers 10,20 --still");
        assertThat(((StreamsCommand) Objects.requireNonNull(command)).options())
                .isEqualTo(new StreamsOptions(
                        List.of(10, 20), Duration.ofSeconds(20), 10, Duration.ofSeconds(3), null, true));

        parse("cold --starts 1 --out x");
        assertThat(((ColdCommand) Objects.requireNonNull(command)).options()).isEqualTo(new ColdOptions(1, 64, 12, 60));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "streams cold",
                "warm",
                "--watchers 10",
                "cold --waiting 100",
                "streams --pairs 3",
                "--pairs",
                "--pairs many",
                "--driver curl",
                "-x",
                "--waiting"
            })
    void an_option_that_a_bench_does_not_have_is_refused(String line) {
        assertThatExceptionOfType(ParameterException.class).isThrownBy(() -> parse(line));
    }

    @ParameterizedTest
    @CsvSource({"--seconds 3, --seconds", "--driver jvm, --driver", "--peer-bar, --peer-bar"})
    void options_of_the_paths_do_not_go_with_waiting(String given, String name) {
        parse("--waiting 20000 " + given);

        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> ((Bench) Objects.requireNonNull(command)).waitingOptions(20_000))
                .withMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "streams --watchers 20,10",
                "streams --watchers 10,10",
                "streams --watchers 5",
                "streams --nodes 17"
            })
    void numbers_are_within_their_bounds_and_watchers_ascend(String line) {
        parse(line);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ((StreamsCommand) Objects.requireNonNull(command)).options())
                .withMessageContaining("--");
    }

    @Test
    void wrong_usage_exits_with_2() {
        CommandLine line = Bench.commandLine().setErr(new PrintWriter(new StringWriter()));

        assertThat(line.execute("--paths", "leave")).isEqualTo(2);
        assertThat(line.execute("--waiting", "5")).isEqualTo(2);
        assertThat(line.execute("warm")).isEqualTo(2);
    }

    private void parse(String line) {
        ParseResult parsed = Bench.commandLine().parseArgs(line.split(" ", -1));
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        command = parsed.commandSpec().userObject();
    }
}
