package io.onsale.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IssueRulesTest {
    private static final SeatClaim SOLD = new SeatClaim("p", "A-1", "reservation r1");
    private static final SeatClaim TICKET = new SeatClaim("p", "A-1", "ticket t1");

    @Test
    void a_sold_seat_has_its_ticket() {
        assertThat(IssueRules.tickets(List.of(SOLD), List.of(TICKET))).isEqualTo(new Finding(1, 0, List.of()));
    }

    @Test
    void a_sold_seat_without_a_ticket_is_found() {
        assertThat(IssueRules.tickets(List.of(SOLD), List.of()).witnesses())
                .containsExactly("performance p seat A-1: reservation r1 sold it, but there is no ticket");
    }

    @Test
    void a_ticket_for_a_seat_that_is_not_sold_is_found() {
        assertThat(IssueRules.tickets(List.of(), List.of(TICKET)).violations()).isEqualTo(1);
    }

    @Test
    void two_tickets_for_one_seat_are_found() {
        SeatClaim second = new SeatClaim("p", "A-1", "ticket t2");

        assertThat(IssueRules.tickets(List.of(SOLD), List.of(TICKET, second)).witnesses())
                .containsExactly("performance p seat A-1: ticket t2, but the seat is not sold, or has another ticket");
    }

    @Test
    void an_event_that_was_never_told_is_found() {
        Finding finding = IssueRules.outboxes(
                List.of(new OutboxState("ticket.outbox", 0, null), new OutboxState("queue.outbox", 3, "e7")));

        assertThat(finding.witnesses()).containsExactly("3 events wait in queue.outbox, the oldest is e7");
    }
}
