package io.onsale.queue.audit;

import reactor.core.publisher.Mono;

/** Locks that let one node at a time do a piece of work for one sale. */
public interface SaleLocks {
    /** Does {@code work} in one transaction while holding the lock {@code name}; empty if another node holds it. */
    <T> Mono<T> runLocked(String name, Mono<T> work);
}
