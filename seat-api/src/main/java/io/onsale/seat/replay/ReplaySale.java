package io.onsale.seat.replay;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.history.SeatHistory;
import io.onsale.seat.history.SeatHistory.ChangePosition;
import io.onsale.seat.history.SeatHistory.HistorySpan;
import io.onsale.seat.history.SeatHistory.Passage;
import io.onsale.seat.map.SeatDelta.SeatChange;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.seat.SeatState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Plays the sale of a performance back: all seats at one moment, then what changed, in frames. Pages are read as the subscriber takes the frames,
 * so a replay has two pages in memory, whatever its length, and no connection between them.
 */
public final class ReplaySale {
    private static final int PAGE = 2_000; // changes; about 100 KB

    /**
     * Some changes at about the same time.
     *
     * @param at when the last of them happened
     * @param number counts the frames from 1
     */
    public record ReplayFrame(Instant at, long number, List<SeatChange> changes) {}

    /**
     * A replay from {@code from} on.
     *
     * @param to the last change that was known when it began: it ends there
     * @param states of all seats at {@code from}, base64 as in the live map
     */
    public record Replay(Instant from, Instant to, String states, Flux<ReplayFrame> frames) {}

    private final Performances performances;
    private final SeatHistory history;
    private final Clock clock;

    public ReplaySale(Performances performances, SeatHistory history, Clock clock) {
        this.performances = performances;
        this.history = history;
        this.clock = clock;
    }

    /** Whether the caller may replay it. Empty if not, or if there is no such performance. */
    public Mono<Performance> findPerformance(PerformanceId id, Principal caller) {
        return performances.findPerformance(id).filter(found -> found.isRunBy(caller));
    }

    /**
     * Never empty.
     *
     * @param from null: from the first change on
     * @param window how much time of the sale one frame covers
     */
    public Mono<Replay> start(Performance performance, @Nullable Instant from, Duration window) {
        return history.findSpan(performance.id())
                .defaultIfEmpty(new HistorySpan(clock.instant(), clock.instant()))
                .flatMap(span -> start(performance, within(span, from), span.last(), window));
    }

    private static Instant within(HistorySpan span, @Nullable Instant from) {
        if (from == null || from.isBefore(span.first())) {
            return span.first().minusMillis(1); // the first change is one of those to come
        }
        return from.isAfter(span.last()) ? span.last() : from;
    }

    private Mono<Replay> start(Performance performance, Instant from, Instant to, Duration window) {
        Playback playback = new Playback(performance.hall(), from, window);
        return history.latest(performance.id(), from)
                .doOnNext(playback::apply)
                .then(Mono.fromSupplier(() ->
                        new Replay(from, to, playback.states(), frames(performance.id(), playback, after(from), to))));
    }

    private Flux<ReplayFrame> frames(PerformanceId id, Playback playback, Passage first, Instant to) {
        return history.getPassages(id, first, to, PAGE)
                .expand(page -> page.size() < PAGE ? Mono.empty() : history.getPassages(id, page.getLast(), to, PAGE))
                .concatMapIterable(playback::frames, 1); // one page in advance at most
    }

    /** What {@code latest} does not have comes after it. */
    private static Passage after(Instant from) {
        return new Passage(from, new ChangePosition(Long.MAX_VALUE, 0), Integer.MAX_VALUE, SeatState.AVAILABLE);
    }
}
