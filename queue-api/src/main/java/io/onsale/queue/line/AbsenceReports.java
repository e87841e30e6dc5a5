package io.onsale.queue.line;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import java.util.List;
import reactor.core.publisher.Mono;

/** Where nodes report which fans have gone away and which have come back. */
public interface AbsenceReports {
    int FANS_MAX = 1_000; // per report, both kinds together: keeps the script short

    /**
     * Starts the grace period of the fans in {@code gone} and ends it for those in {@code back}. Fans who are not waiting are ignored.
     * Repeatable. Errors with {@code Unavailable}.
     */
    Mono<Void> report(SaleId sale, List<FanId> gone, List<FanId> back);
}
