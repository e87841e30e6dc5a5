package io.onsale.queue.admission;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.Place;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * The fans who hold a pass. Durable, and written before a pass is handed out: after a loss of the line every holder of a pass counts as inside,
 * so the capacity is never exceeded.
 */
public interface Insiders {
    /** Records that the fan is admitted with this place. Repeatable. */
    Mono<Void> add(SaleId sale, FanId fan, Place admitted);

    /** Records that the fan's lease ends at {@code leaseEnd}, in ms of the sale's clock. */
    Mono<Void> extend(SaleId sale, FanId fan, long leaseEnd);

    /** All fans whose stay has not ended, as far as the copied log says; at most as many as the sale's largest capacity. */
    Mono<List<Insider>> of(SaleId sale);

    /** A fan with the admitted place. */
    record Insider(FanId fan, Place place) {}
}
