package io.onsale.queue.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.id.SaleId;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Tells what is written down of lines: at least once, in order for each sale, on any number of nodes. Told is what Kafka has
 * acknowledged; while it is away nothing is lost and nobody waits.
 */
public final class LineAudit {
    // one sale after the other: a turn keeps a connection to the database, for seconds when Kafka is away
    private static final int BATCHES_MAX = 20; // a round; then the other sales get their turn

    private final Untold untold;
    private final Turns turns;
    private final AuditTopic topic;
    private final Counter count;

    public LineAudit(Untold untold, Turns turns, AuditTopic topic, MeterRegistry meters) {
        this.untold = untold;
        this.turns = turns;
        this.topic = topic;
        this.count = Counter.builder("onsale.queue.audit.told")
                .description("Moves and commands told by this node")
                .register(meters);
    }

    public Mono<Void> round(Collection<SaleId> sales) {
        return untold.waiting(sales).concatMapDelayError(this::tellAll).then();
    }

    private Mono<Void> tellAll(SaleId sale) {
        return turns.take("moves:" + sale, tellBatch(sale))
                .repeat(BATCHES_MAX - 1)
                .takeUntil(told -> told < Untold.BATCH_MAX)
                .then();
    }

    private Mono<Integer> tellBatch(SaleId sale) {
        return untold.next(sale)
                .filter(batch -> !batch.isEmpty())
                .flatMap(batch -> tell(sale, batch))
                .defaultIfEmpty(0);
    }

    private Mono<Integer> tell(SaleId sale, List<Told> batch) {
        return Telling.tell(topic, batch)
                .flatMap(told -> untold.moveOn(sale, told).thenReturn(told.size()))
                .doOnNext(count::increment);
    }
}
