package io.onsale.queue.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.id.SaleId;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Publishes moves and commands: at least once, in order for each sale, from any number of nodes. An event counts as published once Kafka has
 * acknowledged it; while Kafka is away nothing is lost and no request waits.
 */
public final class LineAudit {
    // one sale after the other: a lock keeps a database connection busy, for seconds when Kafka is away
    private static final int BATCHES_PER_ROUND = 20; // of one sale; then the others follow

    private final UnpublishedAudit audit;
    private final SaleLocks locks;
    private final AuditTopic topic;
    private final Counter count;

    public LineAudit(UnpublishedAudit audit, SaleLocks locks, AuditTopic topic, MeterRegistry meters) {
        this.audit = audit;
        this.locks = locks;
        this.topic = topic;
        this.count = Counter.builder("onsale.queue.audit.told")
                .description("Moves and commands published by this node")
                .register(meters);
    }

    /** Publishes a bounded number of batches of each of {@code sales}. */
    public Mono<Void> round(Collection<SaleId> sales) {
        return audit.waiting(sales).concatMapDelayError(this::publishAll).then();
    }

    private Mono<Void> publishAll(SaleId sale) {
        return locks.runLocked("moves:" + sale, publishBatch(sale))
                .repeat(BATCHES_PER_ROUND - 1)
                .takeUntil(published -> published < UnpublishedAudit.BATCH_MAX)
                .then();
    }

    private Mono<Integer> publishBatch(SaleId sale) {
        return audit.next(sale)
                .filter(batch -> !batch.isEmpty())
                .flatMap(batch -> publish(sale, batch))
                .defaultIfEmpty(0);
    }

    private Mono<Integer> publish(SaleId sale, List<AuditEvent> batch) {
        return AuditBatch.publish(topic, batch)
                .flatMap(published -> audit.moveOn(sale, published).thenReturn(published.size()))
                .doOnNext(count::increment);
    }
}
