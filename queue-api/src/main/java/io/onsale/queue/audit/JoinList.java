package io.onsale.queue.audit;

import io.onsale.kernel.event.OnsaleEvent.PlacesGiven;
import io.onsale.kernel.id.SaleId;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * The line's list of given places: batches of joins, oldest first. The list is bounded: if no batch is taken off for long, the oldest are
 * dropped. Errors with {@code Unavailable}.
 */
public interface JoinList {
    /** Batches per read; each holds 1 to 256 joins that arrived together. */
    int BATCH_MAX = 200;

    /** The oldest batches, at most {@link #BATCH_MAX}. */
    Mono<List<PlacesGiven>> oldest(SaleId sale);

    /**
     * Removes the batches up to {@code entryId} from the list.
     *
     * @return how many were dropped since the last time
     */
    Mono<Long> takeOff(SaleId sale, String entryId);
}
