package io.onsale.ticket.gate;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.ticket.code.CodeCheck;
import io.onsale.ticket.code.TicketCodes;
import io.onsale.ticket.code.TicketStatement;
import io.onsale.ticket.gate.Scans.Recorded;
import io.onsale.ticket.store.Atomic;
import io.onsale.ticket.ticket.Ticket;
import io.onsale.ticket.ticket.TicketId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Decides scans and records each: one transaction per scan, so that an upload may fail in the middle and be repeated. A ticket lets in one
 * person. What a gate without network has let in is a fact: a second one of the same ticket is recorded as a duplicate, not refused.
 */
public final class ScanTickets {
    private static final int TRIES_AGAIN_MAX = 2; // the second try sees what the first collided with

    /** Any generation: the steward looked at the person, not at a code. */
    private static final int ANY = -1;

    private final GatePerformances performances;
    private final Scans scans;
    private final TicketCodes codes;
    private final Atomic atomic;
    private final Clock clock;

    public ScanTickets(GatePerformances performances, Scans scans, TicketCodes codes, Atomic atomic, Clock clock) {
        this.performances = performances;
        this.scans = scans;
        this.codes = codes;
        this.atomic = atomic;
        this.clock = clock;
    }

    /** Where a scan was made. */
    private record Station(PerformanceId performance, String gate, String memberId, EntryRules rules) {}

    /**
     * What a scan says.
     *
     * @param ticket null: none of this performance
     * @param refusal decided by the code alone; null if it is in order
     */
    private record Reading(
            @Nullable TicketId ticket,
            int generation,
            @Nullable ScanOutcome refusal) {}

    /** @param admitted whether somebody goes in, or has gone in */
    record Verdict(ScanOutcome outcome, boolean admitted) {}

    /** The results in the order of {@code batch}; empty if the caller may not work at this performance. */
    public Mono<List<ScanResult>> scan(GateCaller caller, PerformanceId performance, String gate, List<Scan> batch) {
        return performances.findRules(caller, performance).flatMap(rules -> {
            Station station = new Station(performance, gate, caller.memberId(), rules);
            return Flux.fromIterable(batch)
                    .concatMap(scan -> scan(station, scan))
                    .collectList();
        });
    }

    private Mono<ScanResult> scan(Station station, Scan scan) {
        Instant now = clock.instant();
        Instant at = scan.isOffline() && scan.scannedAt().isBefore(now) ? scan.scannedAt() : now;
        return read(station, scan, at)
                .flatMap(reading -> Mono.defer(() -> decideOnce(station, scan, reading, at))
                        .as(atomic::atomically)
                        .retryWhen(Retry.max(TRIES_AGAIN_MAX).filter(e -> e instanceof Scans.Conflict)));
    }

    private Mono<Reading> read(Station station, Scan scan, Instant at) {
        String code = scan.code();
        return code == null
                ? Mono.just(new Reading(scan.ticket(), ANY, null))
                : codes.check(code, at).map(check -> switch (check) {
                    case CodeCheck.Genuine genuine -> reading(station, genuine.statement(), null);
                    case CodeCheck.Expired expired -> reading(station, expired.statement(), ScanOutcome.EXPIRED_CODE);
                    case CodeCheck.Forged forged -> new Reading(null, ANY, ScanOutcome.FORGED);
                });
    }

    private static Reading reading(Station station, TicketStatement statement, @Nullable ScanOutcome refusal) {
        return statement.isOf(station.performance())
                ? new Reading(statement.ticket(), statement.generation(), refusal)
                : new Reading(null, ANY, ScanOutcome.WRONG_PERFORMANCE);
    }

    private Mono<ScanResult> decideOnce(Station station, Scan scan, Reading reading, Instant at) {
        Mono<Optional<GateTicket>> ticket = reading.ticket() == null
                ? Mono.just(Optional.empty())
                : scans.lockTicket(station.performance(), reading.ticket())
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty());
        return ticket.flatMap(locked -> scans.find(station.performance(), scan.id())
                .flatMap(before -> repeated(station, before))
                .switchIfEmpty(Mono.defer(() -> record(station, scan, reading, locked.orElse(null), at))));
    }

    private Mono<ScanResult> repeated(Station station, Recorded before) {
        ScanResult withoutTicket = new ScanResult(before.id(), before.outcome(), null);
        return before.ticket() == null
                ? Mono.just(withoutTicket)
                : scans.lockTicket(station.performance(), before.ticket())
                        .map(ticket -> new ScanResult(before.id(), before.outcome(), ticket))
                        .defaultIfEmpty(withoutTicket);
    }

    private Mono<ScanResult> record(
            Station station, Scan scan, Reading reading, @Nullable GateTicket ticket, Instant at) {
        Verdict verdict =
                decide(scan, reading.refusal(), reading.generation(), ticket, station.rules(), station.gate(), at);
        Recorded recorded = new Recorded(
                scan.id(),
                ticket == null ? null : ticket.id(),
                station.gate(),
                station.memberId(),
                verdict.outcome(),
                verdict.admitted(),
                scan.isOffline(),
                scan.code() == null,
                at,
                null);
        boolean isUse = verdict.outcome() == ScanOutcome.ACCEPTED || verdict.outcome() == ScanOutcome.DUPLICATE;
        Mono<ScanResult> unchanged = Mono.just(new ScanResult(scan.id(), verdict.outcome(), ticket));
        return scans.add(station.performance(), recorded)
                .then(
                        ticket == null || !isUse
                                ? unchanged
                                : scans.settleUse(station.performance(), ticket.id())
                                        .map(used -> new ScanResult(scan.id(), verdict.outcome(), used)));
    }

    /** @param refusal by the code alone; null if it is in order, or there is none */
    static Verdict decide(
            Scan scan,
            @Nullable ScanOutcome refusal,
            int generation,
            @Nullable GateTicket ticket,
            EntryRules rules,
            String gate,
            Instant at) {
        ScanOutcome decision = scan.decision();
        if (decision != null && !scan.hasAdmitted()) {
            return new Verdict(decision, false); // the device has refused it
        }
        ScanOutcome against = refusal != null ? refusal : refusal(scan, generation, ticket, rules, gate, at);
        if (against != null) {
            return new Verdict(against, scan.hasAdmitted());
        }
        if (ticket != null && ticket.state() == Ticket.State.USED) {
            return scan.isOffline()
                    ? new Verdict(ScanOutcome.DUPLICATE, true)
                    : new Verdict(ScanOutcome.ALREADY_USED, false);
        }
        return new Verdict(ScanOutcome.ACCEPTED, true);
    }

    /** The entry rules are for those who still stand outside. */
    private static @Nullable ScanOutcome refusal(
            Scan scan, int generation, @Nullable GateTicket ticket, EntryRules rules, String gate, Instant at) {
        if (ticket == null) {
            return scan.code() == null ? ScanOutcome.WRONG_PERFORMANCE : ScanOutcome.FORGED;
        }
        if (ticket.state() == Ticket.State.VOIDED) {
            return ScanOutcome.REVOKED;
        }
        if (generation != ANY && generation != ticket.generation()) {
            return ScanOutcome.OUTDATED;
        }
        return scan.isOffline() ? null : rules.refusal(gate, ticket.grade(), at);
    }
}
