package io.onsale.ticket.store;

import reactor.core.publisher.Mono;

/** Transactions: all writes of several stores happen, or none. */
public interface Atomic {
    /** Runs {@code work} in one transaction; an error rolls back everything it wrote. */
    <T> Mono<T> atomically(Mono<T> work);
}
