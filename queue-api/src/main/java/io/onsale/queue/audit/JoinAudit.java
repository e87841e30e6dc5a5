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
 * Tells which places were given, at least once and in order for each sale. A batch leaves Redis only when Kafka has it; when Kafka
 * is away for so long that the list is full, its oldest batches are lost to the audit, and counted. The places themselves are not
 * touched by that.
 */
public final class JoinAudit {
    // one sale after the other: a turn keeps a connection to the database, for seconds when Kafka is away
    private static final int BATCHES_MAX = 20; // a round; then the other sales get their turn

    private final JoinList joins;
    private final Turns turns;
    private final AuditTopic topic;
    private final Counter count;
    private final Counter dropped;

    public JoinAudit(JoinList joins, Turns turns, AuditTopic topic, MeterRegistry meters) {
        this.joins = joins;
        this.turns = turns;
        this.topic = topic;
        this.count = Counter.builder("onsale.queue.audit.joins.told")
                .description("Places given that were told by this node")
                .register(meters);
        this.dropped = Counter.builder("onsale.queue.audit.joins.dropped")
                .description("Batches of joins that the audit has lost because Kafka was away for too long")
                .register(meters);
    }

    public Mono<Void> round(Collection<SaleId> sales) {
        return Flux.fromIterable(sales)
                .filterWhen(sale -> joins.oldest(sale).map(batches -> !batches.isEmpty()))
                .concatMapDelayError(this::tellAll)
                .then();
    }

    private Mono<Void> tellAll(SaleId sale) {
        return turns.take("joins:" + sale, tellBatch(sale))
                .repeat(BATCHES_MAX - 1)
                .takeUntil(told -> told < JoinList.BATCH_MAX)
                .then();
    }

    /** Reads again: what was seen outside the turn may have been told meanwhile. */
    private Mono<Integer> tellBatch(SaleId sale) {
        return joins.oldest(sale)
                .filter(batches -> !batches.isEmpty())
                .flatMap(batches -> tell(sale, batches))
                .defaultIfEmpty(0);
    }

    private Mono<Integer> tell(SaleId sale, List<PlacesGiven> batches) {
        List<Told> events = batches.stream().map(JoinAudit::told).toList();
        return Telling.tell(topic, events)
                .map(told -> batches.subList(0, told.size()))
                .flatMap(told -> joins.takeOff(sale, told.getLast().entryId())
                        .doOnNext(dropped::increment)
                        .doOnNext(none -> told.forEach(
                                batch -> count.increment(batch.places().size())))
                        .thenReturn(told.size()));
    }

    private static Told told(PlacesGiven batch) {
        return new Told(batch.saleId() + ":joins:" + batch.entryId(), batch);
    }
}
