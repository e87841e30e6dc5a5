package io.onsale.gatling.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MoneyRulesTest {
    private static final BookingRow CONFIRMED = new BookingRow("b1", "CONFIRMED", 330_000, "KRW", List.of("pay1"));
    private static final BookingRow EXPIRED = new BookingRow("b1", "EXPIRED", 330_000, "KRW", List.of("pay1"));
    private static final LedgerPayment CAPTURED = new LedgerPayment("pay1", 330_000, 0, "KRW", 1);

    @Test
    void a_capture_and_its_booking_prove_each_other() {
        assertKept(List.of(CAPTURED), List.of(CONFIRMED));
    }

    @Test
    void money_that_went_back_in_full_needs_no_booking() {
        assertKept(List.of(new LedgerPayment("pay1", 330_000, 330_000, "KRW", 1)), List.of(EXPIRED));
        assertKept(List.of(new LedgerPayment("unknown", 5, 5, "KRW", 1)), List.of());
    }

    @Test
    void a_payment_that_was_never_captured_is_nobodys_business() {
        assertKept(List.of(new LedgerPayment("pay1", 0, 0, "KRW", 0)), List.of(EXPIRED));
    }

    @Test
    void a_partial_refund_is_right_when_the_booking_says_the_same() {
        assertKept(
                List.of(new LedgerPayment("pay1", 330_000, 165_000, "KRW", 1)),
                List.of(new BookingRow("b1", "CONFIRMED", 165_000, "KRW", List.of("pay1"))));
    }

    @Test
    void money_of_a_booking_that_is_not_confirmed_is_found() {
        assertThat(MoneyRules.captures(List.of(CAPTURED), List.of(EXPIRED)).witnesses())
                .containsExactly("payment pay1 (captured 330000 KRW in 1, refunded 0) against booking b1 (EXPIRED,"
                        + " 330000 KRW)");
    }

    @Test
    void money_that_no_booking_knows_is_found() {
        assertThat(MoneyRules.captures(List.of(CAPTURED), List.of()).violations())
                .isEqualTo(1);
    }

    @Test
    void another_amount_is_found_on_both_sides() {
        List<LedgerPayment> ledger = List.of(new LedgerPayment("pay1", 330_001, 0, "KRW", 1));

        assertThat(MoneyRules.captures(ledger, List.of(CONFIRMED)).violations()).isEqualTo(1);
        assertThat(MoneyRules.confirmed(ledger, List.of(CONFIRMED)).violations())
                .isEqualTo(1);
    }

    @Test
    void a_payment_captured_twice_is_found() {
        List<LedgerPayment> ledger = List.of(new LedgerPayment("pay1", 330_000, 0, "KRW", 2));

        assertThat(MoneyRules.captures(ledger, List.of(CONFIRMED)).witnesses().getFirst())
                .contains("captured 2 times");
    }

    @Test
    void a_confirmed_booking_that_nobody_paid_is_found() {
        assertThat(MoneyRules.confirmed(List.of(), List.of(CONFIRMED)).witnesses())
                .containsExactly("booking b1 (CONFIRMED, 330000 KRW) against no captured payment");
    }

    @Test
    void a_booking_paid_twice_is_found() {
        BookingRow booking = new BookingRow("b1", "CONFIRMED", 330_000, "KRW", List.of("pay1", "pay2"));
        LedgerPayment again = new LedgerPayment("pay2", 330_000, 0, "KRW", 1);

        assertThat(MoneyRules.confirmed(List.of(CAPTURED, again), List.of(booking))
                        .violations())
                .isEqualTo(1);
    }

    private static void assertKept(List<LedgerPayment> ledger, List<BookingRow> bookings) {
        assertThat(MoneyRules.captures(ledger, bookings).isKept()).isTrue();
        assertThat(MoneyRules.confirmed(ledger, bookings).isKept()).isTrue();
    }
}
