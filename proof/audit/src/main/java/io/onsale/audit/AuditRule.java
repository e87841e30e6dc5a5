package io.onsale.audit;

import java.util.List;
import java.util.function.Function;

/**
 * One of the promises, decided from the stores. Its name is the number of the invariant in the design.
 *
 * @param atRest whether it holds only once all events are processed; the others hold at any moment
 */
record AuditRule(String name, String promise, boolean atRest, Function<Books, Finding> check) {
    static final List<AuditRule> ALL = List.of(
            always("I1", "never more inside than the capacity", books -> AdmissionRules.capacity(books.admissions())),
            always("I2", "admitted in the order of the numbers", books -> AdmissionRules.order(books.admissions())),
            atRest(
                    "I14",
                    "who booked had been let in",
                    books -> AdmissionRules.admitted(books.admissions(), books.buyers())),
            always("I6", "no seat in two live reservations", books -> SeatRules.oneClaim(books.reservations())),
            always("I6", "no seat in two live bookings", books -> SeatRules.oneClaim(books.bookedSeats())),
            always("I7", "available+held+sold+blocked = seats", books -> SeatRules.conservation(books.counts())),
            atRest("I7", "Redis agrees with Postgres on every seat", books -> SeatRules.agreement(books.seats())),
            atRest(
                    "I8",
                    "captured money is one booking's, or refunded",
                    books -> MoneyRules.captures(books.ledger(), books.bookings())),
            atRest(
                    "I8",
                    "a confirmed booking has one exact capture",
                    books -> MoneyRules.confirmed(books.ledger(), books.bookings())),
            always("I8", "kept money = seats sold + fees", books -> MoneyRules.refunds(books.bookings())),
            atRest("T", "tickets = sold seats", books -> IssueRules.tickets(books.soldSeats(), books.tickets())),
            always("I15", "a ticket lets in once", books -> GateRules.oneAcceptedScan(books.ticketUses())),
            atRest("I11", "every event has left its outbox", books -> IssueRules.outboxes(books.outboxes())));

    private static AuditRule always(String name, String promise, Function<Books, Finding> check) {
        return new AuditRule(name, promise, false, check);
    }

    private static AuditRule atRest(String name, String promise, Function<Books, Finding> check) {
        return new AuditRule(name, promise, true, check);
    }
}
