package io.onsale.seat.seat;

import io.onsale.kernel.id.PerformanceId;
import reactor.core.publisher.Mono;

/** Finds a performance's keys for callers that do not know its sale. */
public interface SeatSlots {
    /** Empty for an unknown performance. Cached after the first read: a performance never changes its sale. */
    Mono<SeatKeys> findKeys(PerformanceId performance);
}
