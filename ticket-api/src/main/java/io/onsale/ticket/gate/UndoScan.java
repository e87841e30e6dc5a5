package io.onsale.ticket.gate;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.ticket.gate.Scans.Recorded;
import io.onsale.ticket.store.Atomic;
import io.onsale.ticket.ticket.TicketId;
import reactor.core.publisher.Mono;

/** Takes a scan back: somebody was scanned by mistake, or went out again. The ticket may then be scanned again. */
public final class UndoScan {
    /** The result. */
    public sealed interface Outcome {
        /** Also of a repeat, which keeps the first reason. */
        record Done(Recorded scan) implements Outcome {}

        record NotFound() implements Outcome {}

        /** It was refused: there is nothing to take back. */
        record NotAdmitted(Recorded scan) implements Outcome {}
    }

    private final GatePerformances performances;
    private final Scans scans;
    private final Atomic atomic;

    public UndoScan(GatePerformances performances, Scans scans, Atomic atomic) {
        this.performances = performances;
        this.scans = scans;
        this.atomic = atomic;
    }

    public Mono<Outcome> undo(GateCaller caller, PerformanceId performance, String scanId, String reason) {
        return performances
                .findRules(caller, performance)
                .flatMap(mayWork -> scans.find(performance, scanId))
                .flatMap(scan -> undoLocked(caller, performance, scan, reason))
                .defaultIfEmpty(new Outcome.NotFound())
                .as(atomic::atomically);
    }

    private Mono<Outcome> undoLocked(GateCaller caller, PerformanceId performance, Recorded found, String reason) {
        TicketId ticket = found.ticket();
        if (!found.admitted() || ticket == null) {
            return Mono.just(new Outcome.NotAdmitted(found));
        }
        return scans.lockTicket(performance, ticket)
                .then(Mono.defer(() -> scans.find(performance, found.id()))) // as it is under the lock
                .flatMap(scan -> scan.undone() != null
                        ? Mono.just(scan)
                        : scans.undo(performance, scan, caller.memberId(), reason)
                                .then(Mono.defer(() -> scans.settleUse(performance, ticket)))
                                .then(Mono.defer(() -> scans.find(performance, scan.id()))))
                .map(Outcome.Done::new);
    }
}
