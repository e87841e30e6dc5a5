package io.onsale.seat.plan;

import io.onsale.kernel.access.Visibility;
import io.onsale.kernel.id.PerformanceId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The performances that were published. */
public interface Performances {
    /** The performance, remembered after the first time; empty if nobody has published it. */
    Mono<Performance> findPerformance(PerformanceId id);

    /** Its plan as it is served; empty if nobody has published it. */
    Mono<ServedPlan> findPlan(PerformanceId id);

    /** Who may see it; empty if nobody has published it. */
    Mono<Visibility> findVisibility(PerformanceId id);

    /**
     * All that are not over, the next ones first. They are read in pages as the subscriber takes them, so that a loop visits each one
     * however many there are, and keeps some hundred ids in memory.
     */
    Flux<PerformanceId> current();
}
