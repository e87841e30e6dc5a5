package io.onsale.queue.audit;

import io.onsale.kernel.id.SaleId;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Persisted moves of places and commands of operators that are not published yet. Durable. */
public interface UnpublishedAudit {
    /** Events per batch: one second of a busy sale, some 150 KB. */
    int BATCH_MAX = 500;

    /** Those of {@code sales} that have unpublished events. */
    Flux<SaleId> waiting(Collection<SaleId> sales);

    /** The next events of {@code sale}: at most {@link #BATCH_MAX} moves and as many commands, each in the order in which they happened. */
    Mono<List<AuditEvent>> next(SaleId sale);

    /** Marks these events of {@code sale} as published. */
    Mono<Void> moveOn(SaleId sale, List<AuditEvent> published);
}
