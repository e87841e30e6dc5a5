package io.onsale.queue.admission;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** Lets fans in, within capacity and rate. Safe to be used by all nodes at once. Errors with {@code Unavailable}: then nobody is let in. */
public interface Gate {
    /** Ends what has lapsed and calls the next fans of this sale. */
    Mono<AdmitOutcome> admit(SaleId sale);

    /** Lets an admitted fan stay until {@code until}, once; does nothing for others. Repeatable. */
    Mono<Void> extend(SaleId sale, FanId fan, Instant until);
}
