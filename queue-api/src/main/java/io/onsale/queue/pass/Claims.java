package io.onsale.queue.pass;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import reactor.core.publisher.Mono;

/** Claims of passes in the line. Errors with {@code Unavailable}: without the line no fan gets a pass. */
public interface Claims {
    /** Admits a called fan, with a pass of id {@code newPassId}, unless the fan has one already. Repeatable. */
    Mono<ClaimOutcome> claim(SaleId sale, FanId fan, String newPassId);
}
