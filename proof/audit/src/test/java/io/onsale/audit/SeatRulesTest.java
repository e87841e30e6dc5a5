package io.onsale.audit;

import static io.onsale.audit.SeatMark.AVAILABLE;
import static io.onsale.audit.SeatMark.BLOCKED;
import static io.onsale.audit.SeatMark.HELD;
import static io.onsale.audit.SeatMark.SOLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeatRulesTest {
    @Test
    void a_seat_with_two_claims_is_named_with_both() {
        Finding finding = SeatRules.oneClaim(List.of(
                new SeatClaim("p", "A-1", "reservation r1"),
                new SeatClaim("p", "A-2", "reservation r1"),
                new SeatClaim("p", "A-1", "reservation r2")));

        assertThat(finding.checked()).isEqualTo(3);
        assertThat(finding.witnesses()).containsExactly("performance p seat A-1: reservation r1 and reservation r2");
    }

    @Test
    void the_same_seat_on_another_evening_is_another_seat() {
        Finding finding = SeatRules.oneClaim(
                List.of(new SeatClaim("friday", "A-1", "booking b1"), new SeatClaim("saturday", "A-1", "booking b2")));

        assertThat(finding.isKept()).isTrue();
    }

    @Test
    void seats_are_neither_lost_nor_made() {
        Finding finding = SeatRules.conservation(
                List.of(new SeatCount("p", 100, 60, 10, 25, 5), new SeatCount("q", 100, 60, 10, 25, 4)));

        assertThat(finding.violations()).isEqualTo(1);
        assertThat(finding.witnesses().getFirst()).contains("performance=q");
    }

    @ParameterizedTest
    @CsvSource({
        "AVAILABLE, AVAILABLE, false, true",
        "HELD,      HELD,      false, true",
        "SOLD,      SOLD,      false, true",
        "BLOCKED,   BLOCKED,   false, true",
        "HELD,      AVAILABLE, true,  true",
        "HELD,      AVAILABLE, false, false",
        "AVAILABLE, SOLD,      false, false",
        "AVAILABLE, HELD,      false, false",
        "HELD,      SOLD,      true,  false",
        "SOLD,      AVAILABLE, true,  false",
        "SOLD,      HELD,      false, false",
    })
    void the_stores_agree_on_a_seat_or_it_is_in_a_hold(
            SeatMark redis, SeatMark durable, boolean inHold, boolean agrees) {
        Finding finding = SeatRules.agreement(List.of(new SeatView("p", "A-1", redis, durable, inHold)));

        assertThat(finding.isKept()).isEqualTo(agrees);
    }

    @Test
    void a_disagreement_says_what_each_store_believes() {
        Finding finding = SeatRules.agreement(List.of(
                new SeatView("p", "A-1", BLOCKED, BLOCKED, false),
                new SeatView("p", "A-2", HELD, AVAILABLE, true),
                new SeatView("p", "A-3", AVAILABLE, SOLD, false)));

        assertThat(finding.witnesses()).containsExactly("performance p seat A-3: Redis AVAILABLE, Postgres SOLD");
    }
}
