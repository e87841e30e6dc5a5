package io.onsale.queue.soldout;

import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.event.OnsaleEvent.SeatsCounted;
import io.onsale.kernel.id.SaleId;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What seat-api has counted, the latest of each performance. Durable. */
public interface SeatCounts {
    /** Remembers which performances a sale has; repeatable. */
    Mono<Void> expect(SalePublished sale);

    /** Keeps {@code counted}, unless a newer one of the performance is there; repeatable. */
    Mono<Void> keep(SeatsCounted counted);

    /** All counts of {@code sales}, and the performances that nothing is known of. */
    Flux<Count> of(Collection<SaleId> sales);

    /**
     * The seats of a grade in a performance.
     *
     * @param grade null if nothing is known of the performance; then the rest is 0
     */
    record Count(SaleId sale, String performance, @Nullable String grade, long available, long held) {}
}
