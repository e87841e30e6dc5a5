package io.onsale.ticket.ticket;

import io.onsale.kernel.id.OpaqueId;

/** The id of a ticket. */
public record TicketId(String value) {
    public TicketId {
        OpaqueId.require("ticketId", value);
    }

    public static TicketId next() {
        return new TicketId(OpaqueId.next());
    }

    @Override
    public String toString() {
        return value;
    }
}
