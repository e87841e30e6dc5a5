package io.onsale.queue.line;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;

/**
 * Notified of each place that Redis returns, as soon as the reply is read and whatever the request was. Called on the thread that reads
 * Redis, in the order of the replies: whatever is read of the line afterwards is newer. Must not block.
 */
@FunctionalInterface
public interface PlaceListener {
    /** @param ahead how many are before it; exact; 0 unless WAITING */
    void placed(SaleId sale, FanId fan, Place place, long ahead);
}
