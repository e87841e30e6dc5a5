package io.onsale.seat.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.access.Visibility;
import io.onsale.kernel.event.SeatsChanged;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.map.SeatDelta;
import io.onsale.seat.map.SeatFeed;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.plan.ServedPlan;
import io.onsale.seat.seat.SeatStates;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Rounds in which something is wrong; what they read is tested with the stores, {@link HistoryTest}. */
class FollowSeatsTest implements Performances, SeatFeed, SeatMoves, HistoryCursors, SeatNews {
    private static final PerformanceId FAILING = new PerformanceId("p1");
    private static final PerformanceId QUIET = new PerformanceId("p2");

    private final List<PerformanceId> looked = new ArrayList<>();
    private final FollowSeats follow = new FollowSeats(this, this, this, this, this, Clock.systemUTC());

    @Test
    void a_performance_that_fails_stops_no_other_and_is_told_of_in_every_round() {
        int told = 0;
        boolean isOver = false; // each performance is looked at in one of four rounds, and one that failed in each
        for (int tick = 0; tick < 8; tick++) {
            boolean fails = Boolean.TRUE.equals(follow.tick(tick)
                    .thenReturn(false)
                    .onErrorReturn(IllegalStateException.class, true)
                    .block());
            told += fails ? 1 : 0;
            isOver |= told > 0 && !fails;
        }

        assertThat(told).isGreaterThanOrEqualTo(5);
        assertThat(isOver).as("a round without the failure").isFalse();
        assertThat(looked).filteredOn(QUIET::equals).hasSize(2);
    }

    @Test
    void without_performances_nothing_fails() {
        StepVerifier.create(follow.tick(1)).verifyComplete(); // none are listed in this round
    }

    @Override
    public Mono<Long> getVersion(PerformanceId performance) {
        looked.add(performance);
        return performance.equals(FAILING)
                ? Mono.error(new IllegalStateException("an entry that nobody can read"))
                : Mono.just(0L);
    }

    @Override
    public Flux<PerformanceId> current() {
        return Flux.just(FAILING, QUIET);
    }

    @Override
    public Mono<Performance> findPerformance(PerformanceId id) {
        return Mono.empty();
    }

    @Override
    public Mono<ServedPlan> findPlan(PerformanceId id) {
        return Mono.empty();
    }

    @Override
    public Mono<Visibility> findVisibility(PerformanceId id) {
        return Mono.empty();
    }

    @Override
    public Mono<SeatStates> findStates(PerformanceId performance, int seatCount) {
        return Mono.empty();
    }

    @Override
    public Mono<List<SeatDelta>> getChanges(PerformanceId performance, long after, int limit) {
        return Mono.empty();
    }

    @Override
    public Mono<List<VersionMoves>> getMoves(PerformanceId performance, long after, int limit) {
        return Mono.empty();
    }

    @Override
    public Mono<Long> claim(PerformanceId performance, long beginning) {
        return Mono.empty();
    }

    @Override
    public Mono<Void> advance(PerformanceId performance, long version) {
        return Mono.empty();
    }

    @Override
    public Mono<Void> send(List<SeatsChanged> events) {
        return Mono.empty();
    }
}
