package io.onsale.queue.admission;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.Place;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Who holds a pass, durably. Written before a pass is handed out, so that after a loss of the line everybody who holds one counts as
 * inside, and the capacity is never exceeded.
 */
public interface Insiders {
    /** Remembers that the fan is admitted with this place. Repeatable. */
    Mono<Void> add(SaleId sale, FanId fan, Place admitted);

    /** Remembers that the fan may stay until {@code leaseEnd}, in ms of the sale's clock. */
    Mono<Void> extend(SaleId sale, FanId fan, long leaseEnd);

    /** All whose stay has not ended, as far as we know; at most as many as the sale's capacity ever was. */
    Mono<List<Insider>> of(SaleId sale);

    /** A fan with the admitted place. */
    record Insider(FanId fan, Place place) {}
}
