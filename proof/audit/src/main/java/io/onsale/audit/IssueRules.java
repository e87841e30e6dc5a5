package io.onsale.audit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares tickets with sold seats; and I11. */
final class IssueRules {
    private IssueRules() {}

    /** Every sold seat has one valid ticket, and every valid ticket a sold seat. */
    static Finding tickets(List<SeatClaim> soldSeats, List<SeatClaim> validTickets) {
        Finding.Notes notes = new Finding.Notes();
        Map<String, SeatClaim> unmatched = new TreeMap<>();
        for (SeatClaim sold : soldSeats) {
            unmatched.put(key(sold), sold);
        }
        for (SeatClaim ticket : validTickets) {
            notes.looked();
            if (unmatched.remove(key(ticket)) == null) {
                notes.violation("performance " + ticket.performance() + " seat " + ticket.seat() + ": " + ticket.claim()
                        + ", but the seat is not sold, or has another ticket");
            }
        }
        unmatched
                .values()
                .forEach(sold -> notes.violation("performance " + sold.performance() + " seat " + sold.seat() + ": "
                        + sold.claim() + " sold it, but there is no ticket"));
        return notes.finding();
    }

    private static String key(SeatClaim claim) {
        return claim.performance() + " " + claim.seat();
    }

    /** Every event has been published. */
    static Finding outboxes(List<OutboxState> outboxes) {
        Finding.Notes notes = new Finding.Notes();
        for (OutboxState outbox : outboxes) {
            notes.looked();
            if (outbox.waiting() > 0) {
                notes.violation(
                        outbox.waiting() + " events wait in " + outbox.table() + ", the oldest is " + outbox.oldest());
            }
        }
        return notes.finding();
    }
}
