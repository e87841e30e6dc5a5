package io.onsale.service.warmup;

import reactor.core.publisher.Mono;

/**
 * What a service rehearses before it reports ready: its own busiest requests, sent to its own port, through everything that real ones go
 * through. On a private stage: nobody can see it, and nothing of it is left.
 */
public interface Rehearsal {
    /** Sets the stage. An error: it cannot be set now, and the service starts without a rehearsal. */
    Mono<Void> set();

    /**
     * The request number {@code n}, from 0, as it goes over the wire (HTTP/1.1, keep-alive). Called by several threads; of the requests
     * before, the latest few may not have been answered yet.
     */
    byte[] request(int n);

    /** Clears the stage. Must also hold after a crash, by itself and soon. */
    Mono<Void> strike();
}
