package io.onsale.seat.history;

import io.onsale.kernel.event.SeatsChanged.SeatMove;
import io.onsale.kernel.id.PerformanceId;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** The outbox of what Postgres decided about seats: written with the decision, in one transaction. */
public interface LedgerMoves {
    /** A move that is not in Kafka yet. */
    record UnsentMove(long id, PerformanceId performance, SeatMove move) {}

    /** Adds a move, in the transaction of the caller. */
    Mono<Void> add(PerformanceId performance, SeatMove move);

    /**
     * Hands over the oldest moves that no other node is sending, at most {@code max}, and deletes them when {@code send} is done; if it fails they stay.
     * Emits how many there were.
     */
    Mono<Integer> take(int max, Function<List<UnsentMove>, Mono<Void>> send);
}
