package io.onsale.ticket.gate;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.ticket.ticket.TicketId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All scans. A ticket is locked before a scan of it is decided: the lock orders scans, refunds, transfers and bindings. */
public interface Scans {
    /** Another transaction recorded the same scan, or accepted the same ticket, in the same moment. Decide again. */
    final class Conflict extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Conflict(Throwable cause) {
            super("a scan in the same moment", cause, false, false);
        }
    }

    /**
     * A scan as it was recorded.
     *
     * @param admitted whether somebody went in
     */
    record Recorded(
            String id,
            @Nullable TicketId ticket,
            String gate,
            String memberId,
            ScanOutcome outcome,
            boolean admitted,
            boolean offline,
            boolean manual,
            Instant scannedAt,
            @Nullable Undone undone) {}

    /** Who took a scan back, when and why. */
    record Undone(Instant at, String memberId, String reason) {}

    /** A ticket that gates without network let in more than once. */
    record Duplicate(GateTicket ticket, List<Recorded> scans) {}

    /** The ticket if it is one of this performance, locked until the transaction ends. */
    Mono<GateTicket> lockTicket(PerformanceId performance, TicketId ticket);

    Mono<Recorded> find(PerformanceId performance, String scanId);

    /** Errors with {@link Conflict} if there is one with this id, or if it is ACCEPTED and another one of the ticket is. */
    Mono<Void> add(PerformanceId performance, Recorded scan);

    /** The locked ticket as it is used by its earliest scan that let somebody in; not used if there is none. */
    Mono<GateTicket> settleUse(PerformanceId performance, TicketId locked);

    /** Marks a scan whose ticket is locked as taken back. A later one that let somebody in counts as ACCEPTED instead. */
    Mono<Void> undo(PerformanceId performance, Recorded scan, String memberId, String reason);

    /** Tickets let in more than once, latest first. */
    Flux<Duplicate> duplicates(PerformanceId performance, int limit);

    /** Scans by which gates without network let somebody in who should not have been, latest first. */
    Flux<Recorded> wronglyAdmitted(PerformanceId performance, int limit);

    Mono<GateCounts> count(PerformanceId performance);
}
