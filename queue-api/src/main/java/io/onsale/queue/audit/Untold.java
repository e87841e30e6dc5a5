package io.onsale.queue.audit;

import io.onsale.kernel.id.SaleId;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is written down of lines, the moves of places and the commands of operators, and not told yet. Durable. */
public interface Untold {
    /** Events a batch: a second's worth of a busy sale, some 150 KB. */
    int BATCH_MAX = 500;

    /** Those of {@code sales} of which there is something to tell. */
    Flux<SaleId> waiting(Collection<SaleId> sales);

    /** The next ones of {@code sale}, at most {@link #BATCH_MAX} of each sort, each sort in the order in which it happened. */
    Mono<List<Told>> next(SaleId sale);

    /** These of {@code sale} have been told. */
    Mono<Void> moveOn(SaleId sale, List<Told> told);
}
