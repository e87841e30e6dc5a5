package io.onsale.gatling.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onsale.gatling.bench.BenchOptions.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchOptionsTest {
    @ParameterizedTest
    @CsvSource({
        "--pairs 3, PATHS",
        "--out x, PATHS",
        "--peer-bar, PATHS",
        "--waiting 1000000, WAITING",
        "--out x streams --watchers 10, STREAMS",
        "streams --still --plot x.svg, STREAMS",
        "cold --starts 1, COLD"
    })
    void words_choose_the_bench(String line, Kind kind) {
        assertThat(parse(line).kind()).isEqualTo(kind);
    }

    @Test
    void values_are_what_was_asked_for_or_the_default() {
        BenchOptions options = parse("streams --watchers 10,20 --still --plot a.svg");

        assertThat(options.numbers("watchers", "1,2", 1, 100)).containsExactly(10, 20);
        assertThat(options.number("changes", 10, 2, 100)).isEqualTo(10);
        assertThat(options.has("still")).isTrue();
        assertThat(options.path("plot")).contains(Path.of("a.svg"));
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
                "-x",
                "--waiting"
            })
    void what_no_bench_knows_is_refused(String line) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "streams --watchers 20,10",
                "streams --watchers 10,10",
                "streams --watchers 5",
                "streams --watchers x"
            })
    void numbers_must_ascend_within_their_bounds(String line) {
        BenchOptions options = parse(line);

        assertThatThrownBy(() -> options.numbers("watchers", "10", 10, 100))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static BenchOptions parse(String line) {
        return BenchOptions.parse(List.of(line.split(" ", -1)));
    }
}
