package io.onsale.audit;

import java.util.List;

/** I15: what happened at the gates. */
final class GateRules {
    private GateRules() {}

    /** A ticket is accepted at most once, is used exactly if it was, and is not given back afterwards. */
    static Finding oneAcceptedScan(List<TicketUse> tickets) {
        Finding.Notes notes = new Finding.Notes();
        for (TicketUse ticket : tickets) {
            notes.looked();
            if (ticket.accepted() > 1) {
                notes.violation("ticket " + ticket.ticket() + " was accepted " + ticket.accepted() + " times: "
                        + ticket.gates());
            } else if (ticket.isUsed() != (ticket.accepted() == 1)) {
                notes.violation("ticket " + ticket.ticket()
                        + (ticket.isUsed()
                                ? " is used, but no scan was accepted"
                                : " was accepted at " + ticket.gates() + ", but is not used"));
            } else if (ticket.accepted() == 1 && ticket.isGivenBack()) {
                notes.violation("ticket " + ticket.ticket() + " was accepted at " + ticket.gates() + " and given back");
            }
        }
        return notes.finding();
    }
}
