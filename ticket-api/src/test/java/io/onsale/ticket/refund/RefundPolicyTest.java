package io.onsale.ticket.refund;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefundPolicyTest {
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private static final Instant SHOW = at("2026-12-24T19:30");
    private static final Instant LONG_AGO = at("2026-01-01T00:00");

    private final RefundPolicy policy = new RefundPolicy(SEOUL);

    private static Instant at(String time) {
        return LocalDateTime.parse(time).atZone(SEOUL).toInstant();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-14T23:59, 0",
        "2026-12-15T00:00, 10",
        "2026-12-17T23:59, 10",
        "2026-12-18T00:00, 20",
        "2026-12-21T23:59, 20",
        "2026-12-22T00:00, 30",
        "2026-12-23T23:59, 30",
        "2026-12-24T00:00, 90",
        "2026-12-24T19:29, 90"
    })
    void the_fee_grows_as_the_show_comes_near(String now, int percent) {
        assertThat(policy.feePercent(LONG_AGO, SHOW, at(now))).hasValue(percent);
    }

    @Test
    void nothing_goes_back_once_the_show_has_begun() {
        assertThat(policy.feePercent(LONG_AGO, SHOW, SHOW)).isEmpty();
    }

    @Test
    void within_a_day_of_booking_it_is_free_up_to_three_days_before() {
        Instant booked = at("2026-12-20T20:00");

        assertThat(policy.feePercent(booked, SHOW, at("2026-12-21T19:59"))).hasValue(0);
        assertThat(policy.feePercent(booked, SHOW, at("2026-12-21T20:00"))).hasValue(20);
        assertThat(policy.feePercent(at("2026-12-22T10:00"), SHOW, at("2026-12-22T10:05")))
                .hasValue(30);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_fee_never_shrinks_with_time_and_never_exceeds_the_price(long seed) {
        Random random = new Random(seed);
        Instant now = SHOW.minus(Duration.ofDays(20));
        int last = 0;
        while (now.isBefore(SHOW)) {
            OptionalInt percent = policy.feePercent(LONG_AGO, SHOW, now);
            assertThat(percent.getAsInt()).as("seed %d at %s", seed, now).isBetween(last, 100);
            last = percent.getAsInt();
            now = now.plusSeconds(1 + random.nextInt(20_000));
        }
    }

    @Test
    void fees_are_rounded_in_the_fans_favour() {
        assertThat(RefundPolicy.fee(165_000, 30)).isEqualTo(49_500);
        assertThat(RefundPolicy.fee(99, 10)).isEqualTo(9);
        assertThat(RefundPolicy.fee(1, 90)).isZero();
    }
}
