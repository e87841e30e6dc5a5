package io.onsale.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.onsale.demo.DemoOptions.DemoHall;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class DemoCommandTest {
    @Test
    void three_thousand_fans_come_to_the_arena_by_default() {
        DemoOptions options = parse("--status", "status.json");

        assertThat(options.status()).isEqualTo(Path.of("status.json"));
        assertThat(options.fans()).isEqualTo(3000);
        assertThat(options.hall()).isEqualTo(DemoHall.ARENA);
    }

    @Test
    void everything_can_be_chosen() {
        DemoOptions options =
                parse("--fans", "50", "--rate", "5", "--hall", "theatre", "--seed", "42", "--status", "status.json");

        assertThat(options).isEqualTo(new DemoOptions(Path.of("status.json"), 50, 5, DemoHall.THEATRE, 42));
    }

    @ParameterizedTest
    @CsvSource({"--fans, 0", "--fans, 20001", "--fans, all", "--rate, 0", "--rate, 1001", "--hall, opera", "--what, 1"})
    void values_out_of_range_and_unknown_options_are_refused_by_name(String name, String value) {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> parse("--status", "status.json", name, value))
                .withMessageContaining(name);
    }

    @Test
    void without_a_status_file_there_is_no_demo() {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> parse())
                .withMessageContaining("--status");
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> parse("--status"))
                .withMessageContaining("--status");
    }

    @Test
    void wrong_usage_exits_with_2() {
        CommandLine line = DemoCommand.commandLine(new DemoCommand()).setErr(new PrintWriter(new StringWriter()));

        assertThat(line.execute("--status", "status.json", "--fans", "0")).isEqualTo(2);
    }

    @Test
    void the_halls_come_with_the_demo() {
        for (DemoHall hall : DemoHall.values()) {
            assertThat(DemoOptions.class.getResource(hall.resource())).isNotNull();
        }
    }

    private static DemoOptions parse(String... arguments) {
        DemoCommand command = new DemoCommand();
        DemoCommand.commandLine(command).parseArgs(arguments);
        return command.options();
    }
}
