package io.onsale.seat.plan;

import io.onsale.kernel.access.Visibility;
import io.onsale.kernel.id.PerformanceId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The published performances. */
public interface Performances {
    /** The performance, cached after the first read; empty if it is not published. */
    Mono<Performance> findPerformance(PerformanceId id);

    /** Its plan as it is served; empty if the performance is not published. */
    Mono<ServedPlan> findPlan(PerformanceId id);

    /** Who may see it; empty if it is not published. */
    Mono<Visibility> findVisibility(PerformanceId id);

    /**
     * All that are not over, the next ones first. They are read in pages as the subscriber takes them, so that a loop visits all of
     * them, however many there are, with some hundred ids in memory.
     */
    Flux<PerformanceId> current();
}
