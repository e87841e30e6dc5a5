package io.onsale.seat.clock;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SaleId;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The clocks of all sales, kept in Postgres. */
public interface SaleClocks {
    /**
     * Applies change number {@code change} of the sale, unless it or a later one has been applied.
     *
     * @return the clock as it is now
     */
    Mono<SaleClock> apply(SaleId sale, long change, UnaryOperator<SaleClock> step);

    /** The clock of the sale that has the performance; never empty. */
    Mono<SaleClock> findClock(PerformanceId performance);

    /** The sale's performances that are known here. */
    Flux<PerformanceId> performancesOf(SaleId sale);
}
