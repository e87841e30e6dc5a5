package io.onsale.ticket.booking;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import java.time.Instant;

/** A request to book a hold, recorded before any seat is reserved for it. */
public record BookingIntent(BookingId bookingId, FanId fan, HoldId hold, Instant payUntil, State state) {
    /** {@code OPEN → PLACED}, or {@code OPEN → ABANDONED → UNDONE}. */
    public enum State {
        /** Seats may be reserved for it. */
        OPEN,
        /** The booking exists. */
        PLACED,
        /** Refused, or nobody continues it; a reservation may have to be undone. */
        ABANDONED,
        /** Nothing is reserved for it. */
        UNDONE
    }
}
