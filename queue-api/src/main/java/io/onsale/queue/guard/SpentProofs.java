package io.onsale.queue.guard;

import io.onsale.kernel.id.SaleId;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Which challenges have been answered. Fails closed, with {@code Unavailable}: the join that follows could not succeed either. */
public interface SpentProofs {
    /** Notes the challenge as answered, for {@code keep}; false if it was before, on whatever node. */
    Mono<Boolean> spend(SaleId sale, String challengeId, Duration keep);
}
