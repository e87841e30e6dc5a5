package io.onsale.queue.guard;

import io.onsale.kernel.id.SaleId;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Remembers which challenges were used. Fails closed, with {@code Unavailable}: the join that follows could not succeed either. */
public interface SpentProofs {
    /** Whether a challenge was used for the first time. */
    enum SpendOutcome {
        SPENT,
        REPLAYED
    }

    /** Marks the challenge as used, for {@code keep}; {@code REPLAYED} if it was used before, on any node. */
    Mono<SpendOutcome> spend(SaleId sale, String challengeId, Duration keep);
}
