package io.onsale.ticket.gate.web;

import io.onsale.ticket.gate.GateTicket;
import io.onsale.ticket.ticket.Ticket;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ticket at the gate.
 *
 * @param generation of the statement that opens the gate
 * @param holder the name, masked; null if unknown
 */
record GateTicketView(
        String ticketId,
        String label,
        String grade,
        Ticket.State state,
        int generation,
        @Nullable Instant usedAt,
        @Nullable String usedGate,
        @Nullable String holder) {
    static GateTicketView of(GateTicket ticket) {
        return new GateTicketView(
                ticket.id().value(),
                ticket.label(),
                ticket.grade(),
                ticket.state(),
                ticket.generation(),
                ticket.usedAt(),
                ticket.usedGate(),
                ticket.holder());
    }
}
