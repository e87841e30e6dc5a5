package io.onsale.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MoneyRulesTest {
    private static final BookingRow CONFIRMED = confirmed(330_000);
    private static final BookingRow EXPIRED = new BookingRow("b1", "EXPIRED", 330_000, 0, "KRW", List.of("pay1"));
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
        assertKept(List.of(new LedgerPayment("pay1", 330_000, 165_000, "KRW", 1)), List.of(confirmed(165_000)));
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
        BookingRow booking = new BookingRow("b1", "CONFIRMED", 330_000, 330_000, "KRW", List.of("pay1", "pay2"));
        LedgerPayment again = new LedgerPayment("pay2", 330_000, 0, "KRW", 1);

        assertThat(MoneyRules.confirmed(List.of(CAPTURED, again), List.of(booking))
                        .violations())
                .isEqualTo(1);
    }

    @Test
    void a_cancelled_booking_keeps_its_fee() {
        assertKept(List.of(new LedgerPayment("pay1", 330_000, 297_000, "KRW", 1)), List.of(cancelled(33_000, 33_000)));
        assertKept(List.of(new LedgerPayment("pay1", 330_000, 330_000, "KRW", 1)), List.of(cancelled(0, 0)));
    }

    @Test
    void a_cancelled_booking_that_got_too_little_or_too_much_back_is_found_on_the_side_of_the_booking() {
        List<BookingRow> bookings = List.of(cancelled(33_000, 33_000));
        List<LedgerPayment> tooLittle = List.of(new LedgerPayment("pay1", 330_000, 165_000, "KRW", 1));
        List<LedgerPayment> tooMuch = List.of(new LedgerPayment("pay1", 330_000, 330_000, "KRW", 1));

        assertThat(MoneyRules.captures(tooLittle, bookings).violations()).isEqualTo(1);
        assertThat(MoneyRules.confirmed(tooLittle, bookings).violations()).isEqualTo(1);
        assertThat(MoneyRules.confirmed(tooMuch, bookings).violations()).isEqualTo(1);
    }

    @Test
    void a_refund_that_is_not_the_policys_is_found() {
        assertThat(MoneyRules.refunds(List.of(cancelled(66_000, 33_000))).witnesses())
                .containsExactly("booking b1 (CANCELLED, 66000 KRW), but its seats and fees make 33000");
        assertThat(MoneyRules.refunds(List.of(EXPIRED)).isKept()).isTrue();
    }

    private static BookingRow confirmed(long owed) {
        return new BookingRow("b1", "CONFIRMED", owed, owed, "KRW", List.of("pay1"));
    }

    private static BookingRow cancelled(long owed, long due) {
        return new BookingRow("b1", "CANCELLED", owed, due, "KRW", List.of("pay1"));
    }

    private static void assertKept(List<LedgerPayment> ledger, List<BookingRow> bookings) {
        assertThat(MoneyRules.captures(ledger, bookings).isKept()).isTrue();
        assertThat(MoneyRules.confirmed(ledger, bookings).isKept()).isTrue();
        assertThat(MoneyRules.refunds(bookings).isKept()).isTrue();
    }
}
