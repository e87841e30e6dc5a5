package io.onsale.ticket.gate;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many people are in.
 *
 * @param admitted tickets that are used
 * @param expected valid tickets, used or not
 * @param refused scans that let nobody in
 * @param undone scans taken back
 * @param duplicates tickets let in more than once
 * @param byGate each gate that has scanned
 * @param asOf when it was counted
 */
public record GateCounts(
        long admitted, long expected, long refused, long undone, long duplicates, List<OfGate> byGate, Instant asOf) {
    /**
     * @param admitted scans that let somebody in and were not taken back
     * @param lastAt of its latest scan
     */
    public record OfGate(
            String gate,
            long admitted,
            long refused,
            @Nullable Instant lastAt) {}
}
