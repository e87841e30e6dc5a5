package io.onsale.service.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScriptTextTest {
    private static final String SCRIPT = """
            --[[ the header ]]
            local key = KEYS[1]
            --@include read
            return total
            """;

    @Test
    void parts_take_the_place_of_the_lines_that_include_them() {
        ScriptText composed = compose(
                SCRIPT,
                part("read", "key", "total", "--@include time\nlocal total = redis.call('GET', key) + now"),
                part("time", "key", "now", "local now = 1"));

        assertThat(composed.text()).isEqualTo("""
                --[[ the header ]]
                local key = KEYS[1]
                local now = 1
                local total = redis.call('GET', key) + now
                return total
                """);
        assertThat(composed.parts()).containsExactly("read", "time");
    }

    @Test
    void a_part_that_ends_the_script_gives_nothing() {
        ScriptText composed = compose(
                SCRIPT,
                Map.entry("read", "--[[ part read: ends it.\nNeeds    key: any\nGives    nothing\n]]\nreturn key\n"));

        assertThat(composed.text()).contains("return key\nreturn total");
    }

    static Stream<Arguments> bad() {
        var good = part("read", "key", "total", "local total = redis.call('GET', key)");
        return Stream.of(
                bad("missing", SCRIPT),
                bad("without a header", SCRIPT, Map.entry("read", "local total = 1")),
                bad(
                        "with another part's header",
                        SCRIPT,
                        Map.entry(
                                "read",
                                part("other", "key", "total", "local total = 1").getValue())),
                bad("that does not say what it needs", SCRIPT, part("read", "", "total", "local total = 1")),
                bad("that does not say what it gives", SCRIPT, part("read", "key", "", "local total = 1")),
                bad("that does not give what it says", SCRIPT, part("read", "key", "total", "total = 1")),
                bad("that uses keys by number", SCRIPT, part("read", "key", "total", "local total = KEYS[1]")),
                bad("whose need is only in a comment", SCRIPT.replace("local key", "-- local key"), good),
                bad("whose need comes later", SCRIPT.replace("local key = KEYS[1]\n", "") + "local key = 1\n", good),
                bad("that gives what nobody uses", SCRIPT.replace("return total", "return 1"), good),
                bad("included twice", SCRIPT.replace("return total", "--@include read\nreturn total"), good),
                bad(
                        "in a circle",
                        SCRIPT,
                        part("read", "key", "total", "--@include time\nlocal total = now"),
                        part("time", "key", "now", "--@include read\nlocal now = 1")));
    }

    @ParameterizedTest(name = "a part {0} does not load")
    @MethodSource("bad")
    void what_does_not_fit_does_not_load(String what, String script, Map<String, String> parts) {
        assertThatThrownBy(() -> compose(script, parts)).isInstanceOf(IllegalStateException.class);
    }

    private static Arguments bad(String what, String script, Map.Entry<?, ?>... parts) {
        return Arguments.of(what, script, Map.ofEntries(parts));
    }

    private static Map.Entry<String, String> part(String name, String needs, String gives, String code) {
        String text = "--[[ part " + name + ": what it does.\nNeeds    " + (needs.isEmpty() ? "" : needs + ": why")
                + "\nGives    " + (gives.isEmpty() ? "" : gives + ": what") + "\n]]\n" + code + "\n";
        return Map.entry(name, text);
    }

    @SafeVarargs
    private static ScriptText compose(String script, Map.Entry<String, String>... parts) {
        return compose(script, Map.ofEntries(parts));
    }

    private static ScriptText compose(String script, Map<String, String> parts) {
        return ScriptText.compose("script", script, part -> {
            String text = parts.get(part);
            if (text == null) {
                throw new IllegalStateException("no part " + part);
            }
            return text;
        });
    }
}
