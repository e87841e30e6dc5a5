package io.onsale.seat.revocation;

import java.time.Instant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The revocations of all nodes, kept over restarts. */
public interface Revocations {
    /** Stores {@code revocation}; a repeat or an older one of the same passes changes nothing. */
    Mono<Void> add(Revocation revocation);

    /** Those that are in force at {@code now} and were recorded after {@code recordedAfter} by the store's clock. */
    Flux<Recorded> recordedAfter(Instant recordedAfter, Instant now);

    /** Removes some of those that are over at {@code now}. */
    Mono<Void> removeOver(Instant now);

    /** @param at by the store's clock; the row may become visible a little later */
    record Recorded(Revocation revocation, Instant at) {}
}
