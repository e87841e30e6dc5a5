package io.onsale.service.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScriptHeaderTest {
    private static final String GOOD = """
            --[[ do_thing: what it does.
            KEYS[1]  one
            KEYS[2]  two
            ARGV[1]  first
            ARGV[2…] others
            Returns  DONE at_ms
                     | TAKEN index… | NOT_YET
            Repeat   the same
            Cost     O(1)
            ]]
            return { 'DONE' }
            """;

    @Test
    void it_tells_keys_arguments_and_replies() {
        ScriptHeader header = ScriptHeader.parse("do_thing", GOOD);

        assertThat(header.keys()).isEqualTo(2);
        assertThat(header.moreKeys()).isFalse();
        assertThat(header.arguments()).isEqualTo(2);
        assertThat(header.moreArguments()).isTrue();
        assertThat(header.replies()).containsExactly("DONE", "TAKEN", "NOT_YET");
    }

    @Test
    void a_script_without_one_does_not_load() {
        for (String bad : new String[] {
            "return 1",
            GOOD.replace("do_thing", "other"),
            GOOD.replace("Returns  DONE at_ms\n         | TAKEN index… | NOT_YET\n", ""),
            GOOD.replace("Repeat   the same\n", ""),
            GOOD.replace("KEYS[2]", "KEYS[3]")
        }) {
            assertThatThrownBy(() -> ScriptHeader.parse("do_thing", bad)).isInstanceOf(IllegalStateException.class);
        }
    }
}
