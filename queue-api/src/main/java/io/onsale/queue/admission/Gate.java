package io.onsale.queue.admission;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.admission.Insiders.Insider;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/** Lets fans in, within capacity and rate. Safe to be used by all nodes at once. Errors with {@code Unavailable}: then nobody is let in. */
public interface Gate {
    /** Ends what has lapsed and calls the next fans of this sale. */
    default Mono<AdmitOutcome> admit(SaleId sale) {
        return admit(sale, 0);
    }

    /** @param step how many to call beyond the rate, within the capacity; 0 to 1,000 */
    Mono<AdmitOutcome> admit(SaleId sale, int step);

    /**
     * Lets an admitted fan stay for {@code time} from now at least, once; does nothing for others, nor for a place of another joining.
     * Repeatable.
     *
     * @param joinedAtMs the {@link io.onsale.queue.line.Place#joinedAtMs} of the place that is meant, or {@code Place.ANY}
     * @return the new end of the lease, in ms of the sale's clock; empty if it stays as it is
     */
    Mono<Long> extend(SaleId sale, FanId fan, long joinedAtMs, Duration time);

    /** After the loss that began {@code epoch}: lets those inside again who hold a pass, and goes on. Repeatable. */
    Mono<Void> rebuild(SaleId sale, long epoch, List<Insider> insiders);
}
