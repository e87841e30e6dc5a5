package io.onsale.queue.admission;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.admission.Insiders.Insider;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/** Lets fans in, within capacity and rate. All nodes may use it at the same time. Errors with {@code Unavailable}; then no fan is let in. */
public interface Gate {
    /** Ends expired leases and missed turns, and calls the next fans of this sale. */
    default Mono<AdmitOutcome> admit(SaleId sale) {
        return admit(sale, 0);
    }

    /** @param step how many to call beyond the rate, within the capacity; 0 to 1,000 */
    Mono<AdmitOutcome> admit(SaleId sale, int step);

    /**
     * Extends the lease of an admitted fan to at least {@code time} from now, once per place. Does nothing for other fans, or if the fan has
     * joined again since. Repeatable.
     *
     * @param joinedAtMs the {@link io.onsale.queue.line.Place#joinedAtMs} of the intended place, or {@code Place.ANY}
     * @return the new end of the lease, in ms of the sale's clock; empty if it is unchanged
     */
    Mono<Long> extend(SaleId sale, FanId fan, long joinedAtMs, Duration time);

    /** After the loss that began {@code epoch}: lets fans who hold a pass inside again, then admission continues. Repeatable. */
    Mono<Void> rebuild(SaleId sale, long epoch, List<Insider> insiders);
}
