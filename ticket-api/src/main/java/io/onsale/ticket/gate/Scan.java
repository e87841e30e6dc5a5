package io.onsale.ticket.gate;

import io.onsale.ticket.ticket.TicketId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A scan as a gate sends it.
 *
 * @param id the device's; repeats have the same
 * @param ticket if it was found by hand
 * @param code if it was scanned; one of both is there
 * @param decision what the device decided without network; null if it was online
 */
public record Scan(
        String id,
        @Nullable TicketId ticket,
        @Nullable String code,
        Instant scannedAt,
        @Nullable ScanOutcome decision) {
    public boolean isOffline() {
        return decision != null;
    }

    /** Whether the device let somebody in already. */
    boolean hasAdmitted() {
        return decision == ScanOutcome.ACCEPTED;
    }
}
