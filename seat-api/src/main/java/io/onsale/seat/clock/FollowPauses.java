package io.onsale.seat.clock;

import io.onsale.kernel.event.OnsaleEvent.SaleChanged;
import io.onsale.kernel.id.SaleId;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Stops and starts the clocks of holds with their sale: first in Postgres, then in Redis. Each repeat does the second step again, so a crash
 * between the two heals when the event is delivered again. What counts is when the sale was paused and resumed, not when this service learned of
 * it: even an hour later each hold gets back exactly the time that the pause took.
 */
public final class FollowPauses {
    private static final int SIDE_BY_SIDE = 8; // performances at a time

    private final SaleClocks clocks;
    private final RunningClock running;

    public FollowPauses(SaleClocks clocks, RunningClock running) {
        this.clocks = clocks;
        this.running = running;
    }

    /** Repeatable. Errors if it is not done. */
    public Mono<Void> follow(SaleChanged changed) {
        UnaryOperator<SaleClock> step = step(changed);
        if (step == null) {
            return Mono.empty();
        }
        SaleId sale = new SaleId(changed.saleId());
        return clocks.apply(sale, changed.changeId(), step)
                .flatMap(clock -> clocks.performancesOf(sale)
                        .flatMap(performance -> running.set(performance, clock), SIDE_BY_SIDE)
                        .then());
    }

    private static @Nullable UnaryOperator<SaleClock> step(SaleChanged changed) {
        if (changed.stopsClock()) {
            return clock -> clock.paused(changed.changeId(), changed.at());
        }
        return changed.startsClock() ? clock -> clock.running(changed.changeId(), changed.at()) : null;
    }
}
