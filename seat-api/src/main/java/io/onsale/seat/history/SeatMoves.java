package io.onsale.seat.history;

import io.onsale.kernel.event.SeatsChanged.SeatMove;
import io.onsale.kernel.id.PerformanceId;
import java.util.List;
import reactor.core.publisher.Mono;

/** What happened to seats by the stream of changes in Redis, which is capped. */
public interface SeatMoves {
    /**
     * What one version did.
     *
     * @param moves none if Postgres knows more of it
     */
    record VersionMoves(long version, List<SeatMove> moves) {}

    /** What happened after version {@code after}, oldest first, at most {@code limit} versions; begins later if the past was trimmed. */
    Mono<List<VersionMoves>> getMoves(PerformanceId performance, long after, int limit);
}
