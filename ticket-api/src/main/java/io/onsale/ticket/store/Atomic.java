package io.onsale.ticket.store;

import reactor.core.publisher.Mono;

/** Makes the writes of several stores one: all of them happen, or none. */
public interface Atomic {
    /** Runs {@code work} in one transaction; an error undoes everything that it wrote. */
    <T> Mono<T> atomically(Mono<T> work);
}
