package io.onsale.ticket.gate.r2dbc;

import static io.onsale.service.r2dbc.Rows.findText;
import static io.onsale.service.r2dbc.Rows.findTime;
import static io.onsale.service.r2dbc.Rows.flag;
import static io.onsale.service.r2dbc.Rows.integer;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.time;

import io.onsale.ticket.gate.GateTicket;
import io.onsale.ticket.gate.ScanOutcome;
import io.onsale.ticket.gate.Scans.Recorded;
import io.onsale.ticket.gate.Scans.Undone;
import io.onsale.ticket.ticket.Ticket;
import io.onsale.ticket.ticket.TicketId;
import io.r2dbc.spi.Readable;
import java.time.Instant;

/** Columns that several queries of the gate read. */
final class GateRows {
    /** Of {@code ticket t} and its holder, {@code member m}. */
    static final String TICKET = "left(t.booking_id, " + GateTicket.BOOKING_START + """
            ) as booking_start, t.ticket_id, t.label, t.grade, t.generation, t.used_at, t.used_gate, m.name as holder,
            case when t.state = 'ISSUED' and t.used_at is not null then 'USED' else t.state end as state
            """;
    /** Of {@code scan s}. */
    static final String SCAN = """
            s.scan_id, s.ticket_id as scanned_ticket, s.gate, s.member_id, s.outcome, s.admitted, s.offline, s.manual,
            s.scanned_at, s.undone_at, s.undone_by, s.undo_reason
            """;

    private GateRows() {}

    static GateTicket ticket(Readable row) {
        String holder = findText(row, "holder");
        return new GateTicket(
                new TicketId(text(row, "ticket_id")),
                text(row, "booking_start"),
                text(row, "label"),
                text(row, "grade"),
                Ticket.State.valueOf(text(row, "state")),
                integer(row, "generation"),
                findTime(row, "used_at"),
                findText(row, "used_gate"),
                holder == null ? null : GateTicket.masked(holder));
    }

    static Recorded scan(Readable row) {
        String ticket = findText(row, "scanned_ticket");
        Instant undoneAt = findTime(row, "undone_at");
        return new Recorded(
                text(row, "scan_id"),
                ticket == null ? null : new TicketId(ticket),
                text(row, "gate"),
                text(row, "member_id"),
                ScanOutcome.valueOf(text(row, "outcome")),
                flag(row, "admitted"),
                flag(row, "offline"),
                flag(row, "manual"),
                time(row, "scanned_at"),
                undoneAt == null ? null : new Undone(undoneAt, text(row, "undone_by"), text(row, "undo_reason")));
    }
}
