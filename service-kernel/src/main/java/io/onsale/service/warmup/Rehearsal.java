package io.onsale.service.warmup;

import reactor.core.publisher.Mono;

/**
 * The requests that warm up a service before it reports ready: its busiest ones, sent to its own port through the same layers as real
 * requests. They run on private data, which nobody else can see and which is removed afterwards.
 */
public interface Rehearsal {
    /** Prepares the private data. On an error the service starts without a warm-up. */
    Mono<Void> prepare();

    /**
     * Request number {@code n} of this caller (both count from 0), as bytes on the wire (HTTP/1.1, keep-alive). All earlier requests of the
     * same caller have been answered. Each caller is a separate thread.
     */
    byte[] request(int caller, int n);

    /** Removes the private data. After a crash it must also disappear soon on its own. */
    Mono<Void> cleanUp();
}
