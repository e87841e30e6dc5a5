package io.onsale.ticket.gate;

import org.jspecify.annotations.Nullable;

/**
 * What a scan came to.
 *
 * @param ticket as it is now; null if the scan named none of this performance
 */
public record ScanResult(
        String scanId, ScanOutcome outcome, @Nullable GateTicket ticket) {}
