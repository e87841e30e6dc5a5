package io.onsale.ticket.gate.web;

import io.onsale.ticket.gate.GateTicket;
import io.onsale.ticket.ticket.Ticket;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ticket at the gate.
 *
 * @param bookingStart the first 8 characters of its booking's id: to find a booking without network
 * @param label section, row and seat as people read them, like {@code F1 A-12}
 * @param generation of the statement that opens the gate
 * @param holder the name, masked; null if unknown
 */
record GateTicketView(
        String ticketId,
        String bookingStart,
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
                ticket.bookingStart(),
                ticket.label(),
                ticket.grade(),
                ticket.state(),
                ticket.generation(),
                ticket.usedAt(),
                ticket.usedGate(),
                ticket.holder());
    }
}
