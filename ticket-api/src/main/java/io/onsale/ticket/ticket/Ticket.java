package io.onsale.ticket.ticket;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.EventId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The right to enter: one seat of one performance.
 *
 * @param fan who holds it: who paid for it, or the member to whom it was passed on
 * @param usedAt when somebody entered with it; also of a ticket that was voided afterwards
 * @param usedGate where
 */
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
        Instant issuedAt,
        @Nullable Instant usedAt,
        @Nullable String usedGate) {
    /**
     * How often one holder may move a ticket to another device or to paper: a lost phone, a new one, and one mistake. More would let a
     * ticket be rented out; a manager can allow more.
     */
    public static final int REBINDS_MAX = 3;

    /** {@code ISSUED ↔ USED}, and from either to {@code VOIDED}. */
    public enum State {
        ISSUED,
        /** Somebody has entered with it. Undone if that scan is undone. */
        USED,
        /** Given back. */
        VOIDED
    }

    /** Whether its seat is still sold: used or not. */
    public boolean stands() {
        return state != State.VOIDED;
    }
}
