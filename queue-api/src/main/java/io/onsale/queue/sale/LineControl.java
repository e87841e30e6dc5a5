package io.onsale.queue.sale;

import reactor.core.publisher.Mono;

/** Brings policies to the running lines. Errors with {@code Unavailable} if the line cannot be reached. */
public interface LineControl {
    /** Gives the line {@code policy}, unless it has a newer one already; sets the line up if there is none. */
    Mono<Void> apply(SalePolicy policy);

    /** Sets up a new or lost line in a new epoch. */
    Mono<Void> open(SalePolicy policy);
}
