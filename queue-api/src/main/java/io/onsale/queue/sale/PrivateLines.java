package io.onsale.queue.sale;

import io.onsale.kernel.id.SaleId;
import reactor.core.publisher.Mono;

/** Lines for internal use: in Redis like any other, but without a sale in the database, and they expire within a minute. */
public interface PrivateLines {
    /** Sets up the line, with numbers that come from no database. */
    Mono<Void> open(SalePolicy policy);

    Mono<Void> remove(SaleId sale);
}
