package io.onsale.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerdictTest {
    @Test
    void a_clean_audit_says_so() {
        Verdict verdict = Verdict.on(books(List.of(), List.of()));

        assertThat(verdict.isClean()).isTrue();
        assertThat(verdict.table()).contains("every promise was kept").doesNotContain("!");
    }

    @Test
    void every_promise_has_its_line() {
        assertThat(Verdict.on(books(List.of(), List.of())).table().lines())
                .filteredOn(line -> line.matches("  (I\\d+|T) .*"))
                .hasSize(AuditRule.ALL.size());
    }

    @Test
    void a_broken_promise_is_shown_with_its_witnesses_and_not_more_of_them_than_one_reads() {
        List<SeatClaim> claims = IntStream.range(0, 20)
                .mapToObj(i -> new SeatClaim("p", "A-1", "reservation r" + i))
                .toList();

        Verdict verdict = Verdict.on(books(claims, List.of()));

        assertThat(verdict.isClean()).isFalse();
        assertThat(verdict.table()).contains("PROMISES WERE BROKEN").contains("reservation r0 and reservation r1");
        assertThat(verdict.table().lines().filter(line -> line.contains("!"))).hasSize(Finding.WITNESSES_MAX);
        assertThat(verdict.table()).contains("19");
    }

    @Test
    void waiting_helps_only_rules_that_hold_at_rest() {
        List<SeatClaim> twice = List.of(new SeatClaim("p", "A-1", "booking 1"), new SeatClaim("p", "A-1", "booking 2"));

        assertThat(Verdict.on(books(List.of(), List.of())).isFinal()).isTrue();
        assertThat(Verdict.on(books(twice, List.of())).isFinal()).isTrue();
        assertThat(Verdict.on(books(List.of(), List.of(new OutboxState("ticket.outbox", 1, "e1"))))
                        .isFinal())
                .isFalse();
    }

    private static Books books(List<SeatClaim> reservations, List<OutboxState> outboxes) {
        return new Books(
                List.of(),
                List.of(),
                reservations,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                outboxes);
    }
}
