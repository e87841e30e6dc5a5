package io.onsale.kernel.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedTextTest {
    private static final int MAX = 20;

    @ParameterizedTest
    @CsvSource({
        "'  Kim\t', Kim",
        "'\u00a0\u3000Kim\u2009', Kim",
        "'\ufeffKim\u200b', Kim",
        "'Zoe\u0308', 'Zo\u00eb'",
        "'\u1112\u1161\u11ab', '\ud55c'", // Hangul jamo, as macOS writes file names
        "'\u212bngstr\u00f6m', '\u00c5ngstr\u00f6m'",
        "'a b', 'a b'",
        "'\u2764\ufe0f', '\u2764\ufe0f'", // the selector that makes the heart red stays
        "'\ud83d\udc68\u200d\ud83d\udc69', '\ud83d\udc68\u200d\ud83d\udc69'", // so does a joiner within
    })
    void texts_that_differ_in_composition_or_surrounding_space_become_equal(String typed, String clean) {
        assertThat(TypedText.clean(typed)).isEqualTo(clean);
        assertThat(TypedText.clean(clean)).isEqualTo(clean);
        assertThat(TypedText.flaw(clean, MAX)).isNull();
    }

    @Test
    void a_flag_made_of_tags_stays_whole() {
        String scotland = "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc73\udb40\udc63\udb40\udc74\udb40\udc7f";

        assertThat(TypedText.clean(scotland)).isEqualTo(scotland);
        assertThat(TypedText.flaw(scotland, MAX)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u3000",
                "\u200b\u200d",
                "\u3164",
                "\uffa0",
                "\u115f\u1160",
                "\u2800\u2800",
                "\u00ad",
                "\ufe0f",
                "\u034f",
                "\u180e",
                "\u2060\u2063",
                "\ufffc",
                "\ud834\udd59", // a note without a head
                "\udb40\udc01", // a tag
                "\udb40\udd00", // variation selector 17
                "\u0301\u0301", // accents without a letter
                "\ue000", // private use: fonts differ
            })
    void invisible_text_is_refused(String text) {
        assertThat(TypedText.flaw(TypedText.clean(text), MAX)).contains("visible");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Kim\u0000",
                "Kim\ud800",
                "\udc00Kim",
                "\udc00\ud800",
                "Kim\ud800x",
                "K\u0007im",
                "K\nim",
                "K\u0085im",
                "K\u2028im",
                "K\u2029im",
                "K\u202eim",
                "Kim\u202e",
                "\u2067Kim",
                "K\u202aim",
                "K\u2066im",
                "K\u2069im",
                "K\u206aim",
                "K\ufff9im",
                "K\ufdd0im",
                "K\uffffim"
            })
    void text_that_breaks_stores_logs_or_pages_is_refused(String text) {
        assertThat(TypedText.flaw(text, MAX)).isNotNull();
        if (TypedText.isWellFormed(text)) {
            assertThat(TypedText.flaw(TypedText.clean(text), MAX)).isNotNull(); // also after cleaning
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u05e9\u05dc\u05d5\u05dd\u200f!",
                "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
                "-",
                "\u20ac",
                "7"
            })
    void text_in_any_language_passes(String text) {
        assertThat(TypedText.flaw(TypedText.clean(text), MAX)).isNull();
    }

    @Test
    void length_is_counted_in_code_points() {
        assertThat(TypedText.flaw("\ud83c\udfab".repeat(MAX), MAX)).isNull();
        assertThat(TypedText.flaw("\ud83c\udfab".repeat(MAX) + "x", MAX)).contains("at most 20");
    }

    @Test
    void cleaning_twice_changes_nothing_whatever_the_text() {
        long seed = 20261130;
        Random dice = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = 0; k < 5; k++) {
                int point = dice.nextInt(dice.nextInt(4) == 0 ? 0x110000 : 0x3200);
                text.appendCodePoint(Character.getType(point) == Character.SURROGATE ? 'x' : point);
            }
            String once = TypedText.clean(text.toString());

            assertThat(TypedText.clean(once)).as("seed %d, text %d", seed, i).isEqualTo(once);
        }
    }
}
