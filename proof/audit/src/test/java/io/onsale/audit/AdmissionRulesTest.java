package io.onsale.audit;

import static io.onsale.audit.AdmissionEntry.AdmissionKind.ADMITTED;
import static io.onsale.audit.AdmissionEntry.AdmissionKind.CAPACITY;
import static io.onsale.audit.AdmissionEntry.AdmissionKind.ENDED;
import static io.onsale.audit.AdmissionEntry.AdmissionKind.READY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdmissionRulesTest {
    private final List<AdmissionEntry> log = new ArrayList<>();

    @Test
    void a_slot_is_used_again_once_it_is_free() {
        capacity(2);
        ready(1);
        ready(2);
        admitted(1);
        ended(1, "SERVED");
        ready(3);

        assertThat(AdmissionRules.capacity(log)).isEqualTo(new Finding(4, 0, List.of()));
        assertThat(AdmissionRules.order(log).isKept()).isTrue();
    }

    @Test
    void one_too_many_inside_is_found_at_the_entry_that_let_it_in() {
        capacity(2);
        ready(1);
        ready(2);
        ready(3);

        Finding finding = AdmissionRules.capacity(log);

        assertThat(finding.violations()).isEqualTo(1);
        assertThat(finding.witnesses().getFirst()).contains("4-0 READY fan f3").contains("3 inside, capacity 2");
    }

    @Test
    void lowering_the_capacity_sends_nobody_out_and_lets_nobody_in() {
        capacity(3);
        ready(1);
        ready(2);
        ready(3);
        capacity(1);
        ended(1, "LEFT");
        assertThat(AdmissionRules.capacity(log).isKept()).isTrue();

        ready(4);

        assertThat(AdmissionRules.capacity(log).violations()).isEqualTo(1);
    }

    @Test
    void an_admission_before_any_capacity_is_none() {
        ready(1);

        assertThat(AdmissionRules.capacity(log).isKept()).isFalse();
    }

    @Test
    void sales_have_their_own_capacity_and_order() {
        capacity(1);
        ready(5);
        add("other", null, null, CAPACITY, 1L, null);
        add("other", "f1", 1L, READY, null, null);

        assertThat(AdmissionRules.capacity(log).isKept()).isTrue();
        assertThat(AdmissionRules.order(log).isKept()).isTrue();
    }

    @Test
    void who_is_let_in_before_a_lower_number_jumped_the_line() {
        capacity(9);
        ready(1);
        ready(3);
        ready(2);

        Finding finding = AdmissionRules.order(log);

        assertThat(finding.violations()).isEqualTo(1);
        assertThat(finding.witnesses().getFirst())
                .contains("3-0 READY fan f3 number 3 came in before 4-0 READY fan f2 number 2");
    }

    @Test
    void who_missed_its_turn_may_come_back_near_the_front() {
        capacity(9);
        ready(1);
        ready(2);
        ended(1, "MISSED");
        ready(3);
        ready(1);
        admitted(1);

        assertThat(AdmissionRules.order(log).isKept()).isTrue();
    }

    @Test
    void after_a_loss_who_is_inside_is_listed_again_and_the_capacity_holds_for_the_next() {
        capacity(2);
        ready(1);
        ready(2);
        admitted(1);
        add("sale", null, null, AdmissionEntry.AdmissionKind.EPOCH, 2L, "LOST"); // f2's turn is void
        capacity(2);
        add("sale", "f1", 1L, ADMITTED, null, "REBUILT");
        ready(3);
        assertThat(AdmissionRules.capacity(log).isKept()).isTrue();

        ready(4);
        assertThat(AdmissionRules.capacity(log).witnesses().getFirst()).contains("makes 3 inside");
    }

    @Test
    void who_came_back_by_a_receipt_may_be_called_after_higher_numbers_and_nobody_else_may() {
        capacity(9);
        ready(5);
        add("sale", "f2", 2L, AdmissionEntry.AdmissionKind.RESTORED, 0L, "RECEIPT");
        ready(2);
        assertThat(AdmissionRules.order(log).isKept()).isTrue();

        ready(3);
        assertThat(AdmissionRules.order(log).violations()).isEqualTo(1);
    }

    @Test
    void two_fans_with_one_number_are_one_too_many() {
        capacity(9);
        ready(1);
        add("sale", "somebody", 1L, READY, null, null);

        assertThat(AdmissionRules.order(log).witnesses().getFirst())
                .contains("number 1 is fan f1's and fan somebody's");
    }

    @Test
    void to_book_one_must_have_been_let_in_to_that_sale() {
        capacity(9);
        ready(1);
        admitted(1);
        ready(2);

        assertThat(AdmissionRules.admitted(log, List.of(new Buyer("sale", "f1", "b1"))))
                .isEqualTo(new Finding(1, 0, List.of()));
        assertThat(AdmissionRules.admitted(log, List.of(new Buyer("sale", "f2", "b2"), new Buyer("other", "f1", "b3")))
                        .violations())
                .isEqualTo(2);
    }

    private void capacity(long value) {
        add("sale", null, null, CAPACITY, value, null);
    }

    private void ready(long number) {
        add("sale", "f" + number, number, READY, null, null);
    }

    private void admitted(long number) {
        add("sale", "f" + number, number, ADMITTED, null, null);
    }

    private void ended(long number, String reason) {
        add("sale", "f" + number, number, ENDED, null, reason);
    }

    private void add(
            String sale,
            @Nullable String fan,
            @Nullable Long number,
            AdmissionEntry.AdmissionKind kind,
            @Nullable Long value,
            @Nullable String reason) {
        log.add(new AdmissionEntry(sale, log.size() + 1 + "-0", fan, number, kind, reason, value));
    }
}
