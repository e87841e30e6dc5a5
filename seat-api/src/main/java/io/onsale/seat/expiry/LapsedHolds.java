package io.onsale.seat.expiry;

import io.onsale.kernel.id.PerformanceId;
import reactor.core.publisher.Mono;

/** Holds whose time is over and that are still recorded. */
public interface LapsedHolds {
    /** Ends some, the oldest first, and answers how many: fewer than {@code max} when there are no more. */
    Mono<Integer> endSome(PerformanceId performance, int max);
}
