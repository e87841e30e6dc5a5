package io.onsale.seat.map;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.seat.SeatStates;
import java.util.List;
import reactor.core.publisher.Mono;

/** Where this node learns of seats. */
public interface SeatFeed {
    /** The version that is there now; 0 if there are no seats. A few bytes. */
    Mono<Long> getVersion(PerformanceId performance);

    /** All states; empty if there are none. */
    Mono<SeatStates> findStates(PerformanceId performance, int seatCount);

    /** What changed after {@code after}, oldest first, at most {@code limit}; starts later if the past was trimmed. */
    Mono<List<SeatDelta>> getChanges(PerformanceId performance, long after, int limit);
}
