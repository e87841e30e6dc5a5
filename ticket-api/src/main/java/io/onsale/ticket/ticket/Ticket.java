package io.onsale.ticket.ticket;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.EventId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.money.Money;
import java.time.Instant;

/** The right to enter: one seat of one performance. */
public record Ticket(
        TicketId id,
        BookingId booking,
        FanId fan,
        EventId event,
        PerformanceId performance,
        SeatId seat,
        String label,
        String grade,
        Money price,
        State state,
        Instant issuedAt) {
    /** {@code ISSUED → VOIDED}. */
    public enum State {
        ISSUED,
        /** Given back. */
        VOIDED
    }
}
