package io.onsale.queue.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.event.OnsaleEvent.PlacesGiven;
import io.onsale.kernel.id.SaleId;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Publishes which places were given, at least once and in order for each sale. A batch leaves Redis only when Kafka has acknowledged it. If
 * Kafka is away for so long that the list is full, the audit loses its oldest batches, and counts them; the places themselves are not
 * affected.
 */
public final class JoinAudit {
    // one sale after the other: a lock keeps a database connection busy, for seconds when Kafka is away
    private static final int READS_PER_ROUND = 20; // of one sale; then the others follow

    private final JoinList joins;
    private final SaleLocks locks;
    private final AuditTopic topic;
    private final Counter count;
    private final Counter dropped;

    public JoinAudit(JoinList joins, SaleLocks locks, AuditTopic topic, MeterRegistry meters) {
        this.joins = joins;
        this.locks = locks;
        this.topic = topic;
        this.count = Counter.builder("onsale.queue.audit.joins.told")
                .description("Given places published by this node")
                .register(meters);
        this.dropped = Counter.builder("onsale.queue.audit.joins.dropped")
                .description("Batches of joins that the audit lost because Kafka was away for too long")
                .register(meters);
    }

    /** Publishes a bounded number of batches of each of {@code sales}. */
    public Mono<Void> round(Collection<SaleId> sales) {
        return Flux.fromIterable(sales)
                .filterWhen(sale -> joins.oldest(sale).map(batches -> !batches.isEmpty()))
                .concatMapDelayError(this::publishAll)
                .then();
    }

    private Mono<Void> publishAll(SaleId sale) {
        return locks.runLocked("joins:" + sale, publishOldest(sale))
                .repeat(READS_PER_ROUND - 1)
                .takeUntil(published -> published < JoinList.BATCH_MAX)
                .then();
    }

    /** Reads again: another node may have published meanwhile what was read without the lock. */
    private Mono<Integer> publishOldest(SaleId sale) {
        return joins.oldest(sale)
                .filter(batches -> !batches.isEmpty())
                .flatMap(batches -> publish(sale, batches))
                .defaultIfEmpty(0);
    }

    private Mono<Integer> publish(SaleId sale, List<PlacesGiven> batches) {
        List<AuditEvent> events = batches.stream().map(JoinAudit::event).toList();
        return AuditBatch.publish(topic, events)
                .map(published -> batches.subList(0, published.size()))
                .flatMap(published -> joins.takeOff(sale, published.getLast().entryId())
                        .doOnNext(dropped::increment)
                        .doOnNext(none -> published.forEach(
                                batch -> count.increment(batch.places().size())))
                        .thenReturn(published.size()));
    }

    private static AuditEvent event(PlacesGiven batch) {
        return new AuditEvent(batch.saleId() + ":joins:" + batch.entryId(), batch);
    }
}
