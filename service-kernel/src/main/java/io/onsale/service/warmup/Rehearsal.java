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
     * The request number {@code n} of this caller, both from 0, as it goes over the wire (HTTP/1.1, keep-alive); all of the same caller's
     * before it were answered. Each caller is a thread of its own.
     */
    byte[] request(int caller, int n);

    /** Clears the stage. Must also hold after a crash, by itself and soon. */
    Mono<Void> strike();
}
