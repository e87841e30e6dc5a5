package io.onsale.queue.line;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import reactor.core.publisher.Mono;

/** Which places have ended, durably: what a line that was lost cannot tell any more. */
public interface EndedPlaces {
    /** Whether the fan's place with this registration has ended. */
    Mono<Boolean> has(SaleId sale, FanId fan, long registration);
}
