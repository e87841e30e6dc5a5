package io.onsale.queue.sale;

import reactor.core.publisher.Mono;

/** The policy as the running line obeys it. Errors with {@code Unavailable} when the line cannot be reached. */
public interface LineControl {
    /** Makes the line obey {@code policy}, unless it obeys a newer one already; sets the line up if there is none. */
    Mono<Void> apply(SalePolicy policy);

    /** Sets the line up in a new epoch: it is new, or it was lost. */
    Mono<Void> open(SalePolicy policy);
}
