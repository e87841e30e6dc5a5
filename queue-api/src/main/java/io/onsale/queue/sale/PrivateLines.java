package io.onsale.queue.sale;

import io.onsale.kernel.id.SaleId;
import reactor.core.publisher.Mono;

/** Lines that are nobody's: in Redis like any other, but of no sale in the database, and gone within a minute in any case. */
public interface PrivateLines {
    /** Sets up the line; its numbers are its own. */
    Mono<Void> open(SalePolicy policy);

    Mono<Void> remove(SaleId sale);
}
