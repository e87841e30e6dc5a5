package io.onsale.ticket.gate;

import io.onsale.kernel.id.EventId;
import io.onsale.kernel.id.PerformanceId;
import java.time.Instant;
import java.util.List;

/**
 * A performance at its gates.
 *
 * @param timeZone of the venue
 * @param grades of its event
 * @param tickets that are valid, used or not
 * @param used how many of them
 */
public record GatePerformance(
        PerformanceId id,
        EventId event,
        String title,
        Instant startsAt,
        String timeZone,
        List<String> grades,
        EntryRules entry,
        long tickets,
        long used) {}
