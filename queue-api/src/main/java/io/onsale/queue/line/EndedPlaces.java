package io.onsale.queue.line;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import reactor.core.publisher.Mono;

/** Knows which places have ended. Durable, because a lost line no longer knows. */
public interface EndedPlaces {
    /** Whether a place has ended. */
    enum State {
        ENDED,
        NOT_ENDED
    }

    /** The state of the fan's place with this registration; never empty. */
    Mono<State> find(SaleId sale, FanId fan, long registration);
}
