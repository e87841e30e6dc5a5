package io.onsale.queue.soldout;

import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.event.SaleRevised;
import io.onsale.kernel.event.SeatsCounted;
import io.onsale.kernel.id.SaleId;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The latest counts of seats per performance, from seat-api. Durable. */
public interface SeatCounts {
    /** Stores which performances a sale has; repeatable. */
    Mono<Void> expect(SalePublished sale);

    /** Adds new performances of a sale, and stops counting the seats of cancelled ones; repeatable, in any order. */
    Mono<Void> expect(SaleRevised sale);

    /** Stores {@code counted}, unless a newer count of the performance is stored; repeatable. */
    Mono<Void> keep(SeatsCounted counted);

    /** All counts of {@code sales}, and one entry for each performance without a count. */
    Flux<Count> of(Collection<SaleId> sales);

    /**
     * The seats of one grade in one performance.
     *
     * @param grade null if the performance has no count yet; then the numbers are 0
     */
    record Count(SaleId sale, String performance, @Nullable String grade, long available, long held) {}
}
