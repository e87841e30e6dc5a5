package io.onsale.queue.line;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;

/**
 * Hears of places whose fans are answered later, because others who share the call wait for numbers. It is called on the thread that reads
 * the store's answers, in their order: what it hears of a place is older than whatever is read of the line after that. Must not wait.
 */
@FunctionalInterface
public interface PlaceListener {
    /** @param ahead as with the outcome */
    void placed(SaleId sale, FanId fan, Place place, long ahead);
}
