package io.onsale.queue.sale;

import io.onsale.kernel.id.SaleId;
import reactor.core.publisher.Mono;

/** Calls the next fans at an operator's word: beyond the rate, within the capacity. */
@FunctionalInterface
public interface Step {
    int CALLS_MAX = 1_000; // what one run of the script moves

    /**
     * Calls up to {@code count} of those who wait.
     *
     * @return how many were called; 0 if nobody waits, nothing is free, or the sale is not open or paused. Errors with {@code Unavailable}
     *     when the line cannot be reached
     */
    Mono<Long> call(SaleId sale, int count);
}
