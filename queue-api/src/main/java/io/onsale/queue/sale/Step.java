package io.onsale.queue.sale;

import io.onsale.kernel.id.SaleId;
import reactor.core.publisher.Mono;

/** Calls the next fans at an operator's command: beyond the rate, within the capacity. */
@FunctionalInterface
public interface Step {
    int CALLS_MAX = 1_000; // what one run of the script can move

    /**
     * Calls up to {@code count} waiting fans.
     *
     * @return how many were called; 0 if no fan waits, no slot is free, or the sale is not open or is paused. Errors with {@code Unavailable}
     *     if the line cannot be reached
     */
    Mono<Long> call(SaleId sale, int count);
}
