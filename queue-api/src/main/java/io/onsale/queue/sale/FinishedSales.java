package io.onsale.queue.sale;

import io.onsale.kernel.id.SaleId;
import java.time.Instant;
import reactor.core.publisher.Flux;

/** The sales that are over, in the order in which they ended. Durable. */
public interface FinishedSales {
    /** Sales per page; keeps the query small. */
    int PAGE_MAX = 100;

    /** The next sales after {@code last} that closed before {@code before}, at most {@link #PAGE_MAX}. */
    Flux<Finished> after(Finished last, Instant before);

    /** A sale and its end. Sales that end at the same moment are ordered by id. */
    record Finished(Instant closedAt, String sale) {
        /** Precedes the first one. */
        public static final Finished NONE = new Finished(Instant.EPOCH, "");

        public SaleId id() {
            return new SaleId(sale);
        }
    }
}
