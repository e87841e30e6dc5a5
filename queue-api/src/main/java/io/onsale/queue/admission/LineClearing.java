package io.onsale.queue.admission;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.admission.AdmissionLog.Entry;
import io.onsale.queue.sale.FinishedSales;
import io.onsale.queue.sale.FinishedSales.Finished;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;

/**
 * Removes the lines of finished sales from Redis. A line is removed as a whole once its log is copied to the last entry, by the node that holds
 * the copying lock. Each node walks through all finished sales once, in the order in which they ended; a line that is already removed costs one
 * read. Rounds must not overlap.
 */
public final class LineClearing {
    /** A line stays active for an hour after its end; the second hour allows for clocks that are behind. */
    private static final Duration KEPT = Duration.ofHours(2);

    private static final int BATCHES_PER_ROUND = 20; // of one log

    private enum Clearing {
        CLEARED,
        UNFINISHED
    }

    private final FinishedSales sales;
    private final LineLog line;
    private final AdmissionLog log;
    private final Clock clock;
    private volatile Finished lastCleared = Finished.NONE;

    public LineClearing(FinishedSales sales, LineLog line, AdmissionLog log, Clock clock) {
        this.sales = sales;
        this.line = line;
        this.log = log;
        this.clock = clock;
    }

    /** Clears one page of sales; stops at one that cannot be removed yet, and continues there next time. */
    public Mono<Void> round() {
        return sales.after(lastCleared, clock.instant().minus(KEPT))
                .concatMap(sale -> clear(sale.id()).doOnNext(clearing -> note(sale, clearing)))
                .takeWhile(clearing -> clearing == Clearing.CLEARED)
                .then();
    }

    private void note(Finished sale, Clearing clearing) {
        if (clearing == Clearing.CLEARED) {
            lastCleared = sale;
        }
    }

    /** Copies the rest of the log, then removes the line; unfinished if the rest exceeds one round, or another node is copying. */
    private Mono<Clearing> clear(SaleId sale) {
        return Mono.defer(() -> {
            AtomicBoolean gone = new AtomicBoolean();
            return log.copy(sale, after -> line.after(sale, after).flatMap(rest -> removed(sale, rest, gone)))
                    .repeat(BATCHES_PER_ROUND - 1)
                    .takeUntil(copied -> copied.entries() == 0)
                    .then(Mono.fromSupplier(() -> gone.get() ? Clearing.CLEARED : Clearing.UNFINISHED));
        });
    }

    /** Runs under the copying lock: if no entry is left to copy, none can be lost. */
    private Mono<List<Entry>> removed(SaleId sale, List<Entry> rest, AtomicBoolean gone) {
        return rest.isEmpty()
                ? line.remove(sale).doOnSuccess(done -> gone.set(true)).thenReturn(rest)
                : Mono.just(rest);
    }
}
