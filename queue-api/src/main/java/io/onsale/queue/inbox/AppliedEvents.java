package io.onsale.queue.inbox;

import java.time.Instant;
import reactor.core.publisher.Mono;

/** Events that were applied, remembered so that none is applied twice. */
public interface AppliedEvents {
    /** Forgets some that were applied before {@code before}, at most {@code max}, and says how many. */
    Mono<Long> forgetSome(Instant before, int max);
}
