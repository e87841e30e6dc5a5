package io.onsale.ticket.gate;

import io.onsale.ticket.ticket.Ticket;
import io.onsale.ticket.ticket.TicketId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as a steward sees it.
 *
 * @param bookingStart the first characters of its booking's id
 * @param label section, row and seat, as people read them
 * @param generation of the statement that opens the gate; earlier ones are outdated
 * @param holder the name, masked; null if unknown
 */
public record GateTicket(
        TicketId id,
        String bookingStart,
        String label,
        String grade,
        Ticket.State state,
        int generation,
        @Nullable Instant usedAt,
        @Nullable String usedGate,
        @Nullable String holder) {
    /** 40 bits: tells the bookings of a hall apart, in a third of the bytes. A gate keeps 66,000 of them on a phone. */
    public static final int BOOKING_START = 8;

    private static final int SHOWN_MAX = 12; // characters: enough to compare with an identity card

    /** First and last character of a name: enough to compare, too little to collect. {@code 김철수} becomes {@code 김*수}. */
    public static String masked(String name) {
        int[] points = name.codePoints().limit(SHOWN_MAX).toArray();
        StringBuilder masked = new StringBuilder();
        for (int i = 0; i < points.length; i++) {
            boolean isShown = i == 0 && points.length > 1 || i == points.length - 1 && points.length > 2;
            masked.appendCodePoint(isShown || points[i] == ' ' ? points[i] : '*');
        }
        return masked.toString();
    }
}
