package io.onsale.seat.expiry;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.plan.Performances;
import io.onsale.service.loop.Loop;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Ends lapsed holds of all current performances, so that the map shows their seats free. Correctness does not wait for it: who
 * holds seats takes lapsed holds for free. Any number of nodes may sweep at once.
 */
public final class HoldSweeper implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(HoldSweeper.class);
    private static final Duration ROUND_MAX = Duration.ofMinutes(1); // calls have time-outs; then something hangs
    private static final int HOLDS_A_CALL = 100; // some 300 seats: below a millisecond of Redis
    private static final int CALLS_A_ROUND = 20; // of one performance; the rest waits a round
    private static final int SIDE_BY_SIDE = 8; // performances at a time

    private final LapsedHolds holds;
    private final Performances performances;
    private final Loop loop;

    /** @param pause between rounds */
    public HoldSweeper(LapsedHolds holds, Performances performances, Duration pause, Scheduler timer) {
        this.holds = holds;
        this.performances = performances;
        this.loop = new Loop("Ending lapsed holds", pause, pause, ROUND_MAX, timer, number -> roundOrLog());
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    private Mono<Void> roundOrLog() {
        return performances
                .current()
                .flatMap(
                        performance -> sweep(performance).onErrorResume(e -> {
                            LOG.debug("cannot sweep {} now: {}", performance, e.toString());
                            return Mono.empty();
                        }),
                        SIDE_BY_SIDE)
                .then()
                .doOnError(e -> LOG.warn("cannot sweep now: {}", e.toString()))
                .onErrorComplete(); // the next round tries again
    }

    private Mono<Void> sweep(PerformanceId performance) {
        return Mono.defer(() -> holds.endSome(performance, HOLDS_A_CALL))
                .repeat(CALLS_A_ROUND - 1L)
                .takeUntil(ended -> ended < HOLDS_A_CALL)
                .then();
    }
}
