package io.onsale.ticket.gate;

import io.onsale.kernel.id.PerformanceId;
import java.time.Instant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The performances that a caller may work at; those of others do not exist for them. */
public interface GatePerformances {
    /** By their start, at most {@code limit}. */
    Flux<GatePerformance> startingBetween(Instant from, Instant until, GateCaller caller, int limit);

    Mono<GatePerformance> find(GateCaller caller, PerformanceId performance);

    /** The entry rules of a performance that the caller may work at; without counting its tickets. */
    Mono<EntryRules> findRules(GateCaller caller, PerformanceId performance);

    /** Replaces the rules of a performance, relative to its start. */
    Mono<Void> setRules(GatePerformance performance, EntryRules rules, GateCaller by);
}
