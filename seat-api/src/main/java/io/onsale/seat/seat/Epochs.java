package io.onsale.seat.seat;

import io.onsale.kernel.id.PerformanceId;
import reactor.core.publisher.Mono;

/** The epochs of performances, by Postgres. Each rebuild of a performance's seats in Redis begins a new one. */
public interface Epochs {
    /** In place of an epoch: the show is over, and the seats were removed from Redis permanently. */
    long REMOVED = -1;

    /**
     * The present epoch of a performance: 0 before its seats were first written to Redis, {@link #REMOVED} at the end; empty for an unknown
     * performance.
     */
    Mono<Long> findEpoch(PerformanceId performance);
}
