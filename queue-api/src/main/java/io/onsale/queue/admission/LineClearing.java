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
 * Gives back what the lines of finished sales take up in Redis. A line goes as a whole, once its log is copied to the last entry, by the
 * node that may copy. Every node does it and passes each sale once, in the order of their ends; a line that is gone costs it a look. Rounds
 * must not overlap.
 */
public final class LineClearing {
    /** Nodes look after a line for an hour after the end; the second hour is for clocks that are behind. */
    private static final Duration KEPT = Duration.ofHours(2);

    private static final int BATCHES_MAX = 20; // of one log, a round

    private final FinishedSales sales;
    private final LineLog line;
    private final AdmissionLog log;
    private final Clock clock;
    private volatile Finished passed = Finished.NONE;

    public LineClearing(FinishedSales sales, LineLog line, AdmissionLog log, Clock clock) {
        this.sales = sales;
        this.line = line;
        this.log = log;
        this.clock = clock;
    }

    /** Clears a page of sales away; stops at one that cannot go yet, and begins there the next time. */
    public Mono<Void> round() {
        return sales.after(passed, clock.instant().minus(KEPT))
                .concatMap(this::pass)
                .takeWhile(done -> done)
                .then();
    }

    private Mono<Boolean> pass(Finished sale) {
        return cleared(sale.id()).doOnNext(done -> passed = done ? sale : passed);
    }

    /** Copies what is left of the log; false if there is more than a round's worth, or another node is at it. */
    private Mono<Boolean> cleared(SaleId sale) {
        return Mono.defer(() -> {
            AtomicBoolean gone = new AtomicBoolean();
            return log.copy(sale, after -> line.after(sale, after).flatMap(rest -> removed(sale, rest, gone)))
                    .repeat(BATCHES_MAX - 1)
                    .takeUntil(copied -> copied.entries() == 0)
                    .then(Mono.fromSupplier(gone::get));
        });
    }

    /** Called by the one node that may copy: if nothing is left, nothing can be lost. */
    private Mono<List<Entry>> removed(SaleId sale, List<Entry> rest, AtomicBoolean gone) {
        return rest.isEmpty()
                ? line.remove(sale).doOnSuccess(done -> gone.set(true)).thenReturn(rest)
                : Mono.just(rest);
    }
}
