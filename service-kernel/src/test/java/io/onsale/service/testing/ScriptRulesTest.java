package io.onsale.service.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onsale.service.redis.LuaScript;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScriptRulesTest {
    enum Right {
        COUNTED,
        FULL
    }

    enum Wrong {
        COUNTED,
        EMPTY
    }

    @Test
    void a_correct_header_passes() {
        assertThatCode(() -> ScriptRules.check(LuaScript.load("count_up", Right.class)))
                .doesNotThrowAnyException();
    }

    @Test
    void a_header_is_checked_against_the_script_with_its_parts_and_a_rejection_counts_as_known() {
        assertThatCode(() -> ScriptRules.check(LuaScript.load("count_within", Right.class, "OLD")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> ScriptRules.check(LuaScript.load("count_within", Right.class)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void a_part_that_no_script_includes_is_rejected() {
        List<LuaScript<?>> scripts = List.of(LuaScript.load("count_within", Right.class, "OLD"));

        assertThatCode(() -> ScriptRules.checkParts(scripts, Set.of("read_counter")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> ScriptRules.checkParts(scripts, Set.of("read_counter", "forgotten")))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void a_caller_with_other_replies_is_rejected() {
        assertThatThrownBy(() -> ScriptRules.check(LuaScript.load("count_up", Wrong.class)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void a_header_that_promises_what_the_script_does_not_do_is_rejected() {
        assertThatThrownBy(() -> ScriptRules.check(LuaScript.load("promise_more", Right.class)))
                .isInstanceOf(AssertionError.class);
    }
}
