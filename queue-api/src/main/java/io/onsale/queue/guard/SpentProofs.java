package io.onsale.queue.guard;

import io.onsale.kernel.id.SaleId;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Which challenges have been answered. Fails closed, with {@code Unavailable}: the join that follows could not succeed either. */
public interface SpentProofs {
    /** Whether a challenge was answered for the first time. */
    enum SpendOutcome {
        SPENT,
        REPLAYED
    }

    /** Notes the challenge as answered, for {@code keep}; {@code REPLAYED} if it was answered before, on any node. */
    Mono<SpendOutcome> spend(SaleId sale, String challengeId, Duration keep);
}
