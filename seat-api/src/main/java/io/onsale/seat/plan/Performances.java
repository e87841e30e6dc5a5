package io.onsale.seat.plan;

import io.onsale.kernel.id.PerformanceId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The performances that were published. */
public interface Performances {
    /** The performance, remembered after the first time; empty if nobody has published it. */
    Mono<Performance> findPerformance(PerformanceId id);

    /** Its plan as it is served; empty if nobody has published it. */
    Mono<ServedPlan> findPlan(PerformanceId id);

    /** Those that are not over, at most {@link #CURRENT_MAX} and the next ones first. */
    Flux<PerformanceId> current();

    /** Bounds what each background loop visits in one round. */
    int CURRENT_MAX = 1000;
}
