package io.onsale.queue.audit;

import reactor.core.publisher.Mono;

/** Lets one node at a time do something. */
public interface Turns {
    /** Does {@code work} in one transaction, unless another node is at the work of the same {@code name}: then empty. */
    <T> Mono<T> take(String name, Mono<T> work);
}
