package io.onsale.queue.progress;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import java.util.List;
import reactor.core.publisher.Mono;

/** Where nodes report who is not there any more. */
public interface Presence {
    int FANS_MAX = 1_000; // in one report, both kinds together: one short script

    /**
     * Begins the grace of those who are {@code gone} and ends it for those who are {@code back}; whoever does not wait is left alone.
     * Repeatable. Errors with {@code Unavailable}.
     */
    Mono<Void> note(SaleId sale, List<FanId> gone, List<FanId> back);
}
