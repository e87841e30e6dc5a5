package io.onsale.ticket.ticket;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.money.Money;
import java.time.Instant;

/** The right to enter: one seat of one performance. */
public record Ticket(
        String ticketId,
        BookingId booking,
        FanId fan,
        String eventId,
        String performanceId,
        String seatId,
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
