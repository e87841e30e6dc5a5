package io.onsale.seat.history;

import io.onsale.kernel.event.SeatsChanged;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.seat.SeatState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What happened to each seat, in Postgres. */
public interface SeatHistory {
    /**
     * One change of one seat.
     *
     * @param position of this change among those of the seat
     * @param state from then on
     * @param who the seller or manager, of what these did
     */
    record SeatRecord(
            ChangePosition position,
            RecordedState state,
            ChangeCause cause,
            @Nullable String holdId,
            @Nullable String fanId,
            @Nullable String bookingId,
            @Nullable String who,
            @Nullable String reason,
            Instant at) {}

    /** Where a change stands among those of its seat: by version, then by step. */
    record ChangePosition(long version, int step) {
        /** After all others. */
        static final ChangePosition END = new ChangePosition(Long.MAX_VALUE, 0);
    }

    /** A change as a replay shows it, in the order of time. */
    record Passage(Instant at, ChangePosition position, int seat, SeatState state) {}

    /** When the first and the last known changes happened. */
    record HistorySpan(Instant first, Instant last) {}

    /** Adds what happened; what is known is left as it is. */
    Mono<Void> add(SeatsChanged event);

    /** Changes of a seat before {@code before}, the latest first, at most {@code limit}. */
    Mono<List<SeatRecord>> getChanges(PerformanceId performance, int seat, ChangePosition before, int limit);

    /** Empty if nothing is known. */
    Mono<HistorySpan> findSpan(PerformanceId performance);

    /** The last change up to {@code at} of each seat that had one; the order is that of the seats. */
    Flux<Passage> latest(PerformanceId performance, Instant at);

    /** Changes after {@code after}, up to the time {@code until}, by time, at most {@code limit}. */
    Mono<List<Passage>> getPassages(PerformanceId performance, Passage after, Instant until, int limit);

    /** Removes changes that happened longer than {@code age} ago, at most {@code max}; emits how many. */
    Mono<Integer> removeOld(Duration age, int max);
}
