package io.onsale.queue.sale;

import io.onsale.kernel.id.SaleId;
import java.time.Instant;
import reactor.core.publisher.Flux;

/** The sales that are over, in the order of their ends. Durable. */
public interface FinishedSales {
    /** Sales that one call yields at most; one small query. */
    int PAGE_MAX = 100;

    /** The next ones behind {@code last} that closed before {@code before}, at most {@link #PAGE_MAX}. */
    Flux<Finished> after(Finished last, Instant before);

    /** A sale and its end; sales that end in the same moment are in the order of their ids. */
    record Finished(Instant closedAt, String sale) {
        /** Before the first. */
        public static final Finished NONE = new Finished(Instant.EPOCH, "");

        public SaleId id() {
            return new SaleId(sale);
        }
    }
}
