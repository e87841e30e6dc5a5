package io.onsale.seat.map;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.seat.SeatStates;
import java.util.List;
import reactor.core.publisher.Mono;

/** The seats and their changes as Redis has them. */
public interface SeatFeed {
    /** The present version; 0 if there are no seats. Reads a few bytes. */
    Mono<Long> getVersion(PerformanceId performance);

    /** All states; empty if there are none. */
    Mono<SeatStates> findStates(PerformanceId performance, int seatCount);

    /** What changed after version {@code after}, oldest first, at most {@code limit} versions; begins later if the past was trimmed. */
    Mono<List<SeatDelta>> getChanges(PerformanceId performance, long after, int limit);
}
