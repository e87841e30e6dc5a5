package io.onsale.kernel.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeRuleTest {
    @ParameterizedTest
    @CsvSource({
        "2000-01-01T00:00:00Z,           2000-01-01T00:00:00Z",
        "2199-12-31T23:59:59.999999999Z, 2199-12-31T23:59:59.999999Z",
        "2027-01-09T19:00:00+09:00,      2027-01-09T10:00:00Z",
        "2027-01-09T04:30:00.5-05:30,    2027-01-09T10:00:00.5Z",
        "2027-01-09t10:00:00z,           2027-01-09T10:00:00Z",
        "2027-01-09T10:00:00-00:00,      2027-01-09T10:00:00Z",
        "2027-01-09T10:00:00.1234567Z,   2027-01-09T10:00:00.123456Z",
        "1999-12-31T23:00:00-01:00,      2000-01-01T00:00:00Z",
        "2200-01-01T00:59:59.9+01:00,    2199-12-31T23:59:59.9Z",
        "2028-02-29T00:00:00Z,           2028-02-29T00:00:00Z",
    })
    void a_time_within_the_range_is_read_in_whole_microseconds(String text, Instant time) {
        assertThat(TimeRule.read(text)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1000000000-12-31T23:59:59.999999999Z",
                "-1000000000-01-01T00:00:00Z",
                "-999999999-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59Z",
                "+300000-01-01T00:00:00Z",
                "-4713-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z",
                "0000-01-01T00:00:00Z",
                "0001-01-01T00:00:00Z",
                "1970-01-01T00:00:00Z",
                "1999-12-31T23:59:59.999999999Z",
                "2200-01-01T00:00:00Z",
                "2000-01-01T00:00:00+00:01",
                "2199-12-31T23:59:59-00:01",
                "+2027-01-09T10:00:00Z",
                "1796194806000",
                "1796108765.3",
                "1e12",
                "",
                " ",
                "never",
                "infinity",
                "2027-01-09",
                "2027-01-09T10:00:00",
                "2027-01-09T10:00Z",
                "2027-01-09 10:00:00Z",
                " 2027-01-09T10:00:00Z",
                "2027-01-09T10:00:00Z ",
                "2027-01-09T10:00:00Z\n",
                "2027-01-09T10:00:00[Asia/Seoul]",
                "2027-01-09T10:00:00+0900",
                "2027-01-09T10:00:00+09",
                "2027-01-09T10:00:00+09:00:30",
                "2027-01-09T10:00:00+19:00",
                "2027-01-09T10:00:00+09:60",
                "2027-01-09T10:00:00.Z",
                "2027-01-09T10:00:00.1234567890Z",
                "2027-01-09T10:00:00,5Z",
                "2016-12-31T23:59:60Z",
                "2027-01-09T24:00:00Z",
                "2027-01-09T10:60:00Z",
                "2027-02-29T10:00:00Z",
                "2027-13-01T10:00:00Z",
                "2027-W01-1T10:00:00Z",
                "20270109T100000Z",
                "٢٠٢٧-01-09T10:00:00Z",
                "Sat, 09 Jan 2027 10:00:00 GMT",
            })
    void anything_else_is_refused(String text) {
        assertThat(TimeRule.read(text)).isEmpty();
    }

    @Test
    void any_instant_can_be_checked() {
        assertThat(TimeRule.accepts(Instant.MIN)).isFalse();
        assertThat(TimeRule.accepts(Instant.MAX)).isFalse();
        assertThat(TimeRule.accepts(TimeRule.MIN.minusNanos(1))).isFalse();
        assertThat(TimeRule.accepts(TimeRule.MAX.plusNanos(999))).isTrue();
        assertThat(TimeRule.accepts(TimeRule.MAX.plusNanos(1000))).isFalse();
    }

    @Test
    void the_clock_has_whole_microseconds() {
        Instant now = TimeRule.clock().instant();

        assertThat(now).isEqualTo(now.truncatedTo(ChronoUnit.MICROS));
    }
}
