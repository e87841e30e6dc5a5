package io.onsale.ticket.orders;

import io.onsale.service.web.Unavailable;
import java.util.concurrent.Semaphore;
import reactor.core.publisher.Mono;

/**
 * The share of the connection pool that reading orders may use: as many reads at a time as permits, each with one connection or two. So pages and
 * exports of sellers never take the connections with which fans book and pay; above that the reader gets 503 and tries again.
 */
public final class ReadShare {
    private static final int READS_MAX = 4; // of a pool of 24 connections

    private final Semaphore reads = new Semaphore(READS_MAX);

    /** Runs {@code read} if there is a permit, else errors with {@code Unavailable}. */
    public <T> Mono<T> read(Mono<T> read) {
        return Mono.defer(() -> reads.tryAcquire()
                ? read.doFinally(end -> reads.release())
                : Mono.error(new Unavailable("Reading bookings")));
    }
}
