package io.onsale.ticket.transfer;

import io.onsale.kernel.id.EventId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.ticket.member.Email;
import io.onsale.ticket.ticket.TicketId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ticket offered to another member.
 *
 * @param senderName null if unknown
 * @param email of the recipient
 */
public record Transfer(
        TransferId id,
        TicketId ticket,
        FanId sender,
        @Nullable String senderName,
        Email email,
        State state,
        Instant offeredAt,
        Instant expiresAt,
        @Nullable Instant settledAt,
        Admission admission) {
    /** {@code OFFERED → ACCEPTED | DECLINED | WITHDRAWN | EXPIRED}. */
    public enum State {
        OFFERED,
        ACCEPTED,
        /** By the recipient. */
        DECLINED,
        /** By the sender. */
        WITHDRAWN,
        /** Nobody accepted it in time, or the ticket was used, given back or passed on otherwise. */
        EXPIRED
    }

    /** What the ticket is for. */
    public record Admission(
            EventId event, PerformanceId performance, String title, Instant startsAt, String label, String grade) {}
}
