package io.onsale.ticket.member;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailTest {
    @ParameterizedTest
    @CsvSource({
        "Kim@Example.ORG, kim@example.org",
        "' kim@example.org\u200b', kim@example.org",
        "kim@example.org., kim@example.org",
        "\uff4b\uff49\uff4d\uff20example.org, kim@example.org", // wide letters and a wide @
        "zoe\u0308@example.org, zo\u00eb@example.org",
        "ZO\u00cb@example.org, zo\u00eb@example.org",
        "kim@m\u00fcnchen.de, kim@m\u00fcnchen.de",
        "kim@MU\u0308NCHEN.de, kim@m\u00fcnchen.de",
        "kim@xn--mnchen-3ya.de, kim@m\u00fcnchen.de",
        "kim@XN--MNCHEN-3YA.de., kim@m\u00fcnchen.de",
        "kim@xn--3e0b707e, ", // a single label
        "kim@mail.xn--3e0b707e, kim@mail.\ud55c\uad6d",
        "kim@mail\u3002\ud55c\uad6d, kim@mail.\ud55c\uad6d",
        "kim@mail\uff0e\ud55c\uad6d, kim@mail.\ud55c\uad6d",
        "kim@fa\u00df.de, kim@fa\u00df.de", // not fass.de, a different domain
        "kim@xn--fa-hia.de, kim@fa\u00df.de",
        "\u212aim@example.org, kim@example.org", // the Kelvin sign
    })
    void a_mailbox_has_one_spelling(String typed, String canonical) {
        assertThat(Email.parse(typed).map(Email::value).orElse(null)).isEqualTo(canonical);
        if (canonical != null) {
            assertThat(Email.parse(canonical).map(Email::value)).hasValue(canonical);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kim\ud800@example.org",
                "kim@exam\u00adple.org",
                "ki\u200dm@example.org",
                "kim\u202e@example.org",
                "kim@xn--mnchen-.de", // decodes to ASCII
                "kim@xn--MNCHEN-3YB!.de",
                "kim@xn--99999999999.de",
                "kim@xn--.de",
                "kim@xn--ab-m1t.de", // decodes to an invisible joiner
                "kim@xn--b-5da.de", // decodes to a capital letter
                "kim@xn--4ca7431k.de", // decodes to a wide letter
                "kim@example.org..",
                "kim@.org",
            })
    void what_is_a_second_name_or_none_is_refused(String typed) {
        assertThat(Email.parse(typed)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a, 63, true", "a, 64, false", "\uac00, 55, true", "\uac00, 57, false"})
    void a_label_has_at_most_63_characters_as_it_is_sent(String letter, int times, boolean fits) {
        assertThat(Email.parse("kim@" + letter.repeat(times) + ".de").isPresent())
                .isEqualTo(fits);
    }

    /** RFC 3492, 7.1. */
    @ParameterizedTest
    @CsvSource({
        "\u4ed6\u4eec\u4e3a\u4ec0\u4e48\u4e0d\u8bf4\u4e2d\u6587, ihqwcrb4cv8a8dqg056pqjye",
        "\u05dc\u05de\u05d4\u05d4\u05dd\u05e4\u05e9\u05d5\u05d8\u05dc\u05d0\u05de\u05d3\u05d1\u05e8\u05d9\u05dd\u05e2\u05d1\u05e8\u05d9\u05ea, 4dbcagdahymbxekheh6e0a7fei0b",
        "3\u5e74b\u7d44\u91d1\u516b\u5148\u751f, 3b-ww4c5e180e575a65lsy2b",
        "\u305d\u306e\u30b9\u30d4\u30fc\u30c9\u3067, d9juau41awczczp",
        "m\u00fcnchen, mnchen-3ya",
        "\ud83c\udfab, cl8h",
    })
    void punycode_is_that_of_its_rfc(String plain, String code) {
        assertThat(Punycode.encode(plain)).hasValue(code);
        assertThat(Punycode.decode(code)).hasValue(plain);
    }
}
