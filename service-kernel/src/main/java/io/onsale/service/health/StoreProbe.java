package io.onsale.service.health;

import reactor.core.publisher.Mono;

/** Asks one store of a service for a sign of life. */
public interface StoreProbe {
    /** {@code redis}, {@code postgres} or {@code kafka}. */
    String store();

    /** Completes when the store has answered, errors if it has not. The caller limits the time. */
    Mono<Void> ping();
}
