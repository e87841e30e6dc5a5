package io.onsale.queue.admission;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.sale.SalePolicy;
import java.util.Collection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Copies the logs of all lines into the durable log, batch by batch. Runs in the background; no request waits for it. */
public final class LogCopying {
    private static final int SALES_AT_ONCE = 2; // bounds the database connections in use
    private static final int BATCHES_PER_ROUND = 20; // of one sale; then the others follow

    private final LineLog line;
    private final AdmissionLog log;

    public LogCopying(LineLog line, AdmissionLog log) {
        this.line = line;
        this.log = log;
    }

    /** Copies a bounded number of batches of each active sale. */
    public Mono<Void> round(Collection<SalePolicy> active) {
        return Flux.fromIterable(active)
                .flatMapDelayError(policy -> copy(policy.sale()), SALES_AT_ONCE, 1)
                .then();
    }

    private Mono<Void> copy(SaleId sale) {
        return log.copy(sale, after -> line.after(sale, after))
                .repeat(BATCHES_PER_ROUND - 1)
                .takeUntil(copied -> copied.entries() < LineLog.BATCH_MAX)
                .filter(copied -> copied.entries() > 0)
                .takeLast(1)
                .concatMap(copied -> line.trim(sale, copied.lastEntryId()))
                .then();
    }
}
