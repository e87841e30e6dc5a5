package io.onsale.queue.audit;

import io.onsale.kernel.event.OnsaleEvent.PlacesGiven;
import io.onsale.kernel.id.SaleId;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * The places given, as the line lists them: batches of joins, oldest first. The list is bounded: when nobody takes batches away for
 * long, the oldest are dropped. Errors with {@code Unavailable}.
 */
public interface JoinList {
    /** Batches a read: each holds what arrived together, 1 to 256 joins. */
    int BATCH_MAX = 200;

    /** The oldest batches, at most {@link #BATCH_MAX}. */
    Mono<List<PlacesGiven>> oldest(SaleId sale);

    /**
     * Takes batches up to {@code entryId} off the list.
     *
     * @return how many were dropped since the last time
     */
    Mono<Long> takeOff(SaleId sale, String entryId);
}
