package io.onsale.seat.map.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.seat.map.SeatMap;
import io.onsale.seat.map.SeatMaps;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.Performances;
import io.onsale.service.access.Caller;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import java.time.Clock;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The maps of the performances that a caller may see. */
final class ShownMaps {
    private final Performances performances;
    private final SeatMaps maps;
    private final Clock clock;

    ShownMaps(Performances performances, SeatMaps maps, Clock clock) {
        this.performances = performances;
        this.maps = maps;
        this.clock = clock;
    }

    /** A map, and the performance whose seats it has. */
    record ShownMap(Performance performance, SeatMap map) {}

    /** Errors with the problem not-found, also if the caller may not see the performance yet, or performance-over. */
    Mono<SeatMap> get(String performanceId, Map<String, Object> exchangeAttributes) {
        return find(performanceId, exchangeAttributes).map(ShownMap::map);
    }

    /** The same, with the performance. */
    Mono<ShownMap> find(String performanceId, Map<String, Object> exchangeAttributes) {
        Principal caller = Caller.find(exchangeAttributes).orElse(null);
        return performances
                .findPerformance(new PerformanceId(performanceId))
                .filter(performance -> performance.visibility().isOpenTo(caller, clock.instant()))
                .switchIfEmpty(Mono.error(
                        () -> new ProblemException(Problem.of(ProblemType.NOT_FOUND, "There is no such performance"))))
                .flatMap(performance -> performance.isOver(clock.instant())
                        ? Mono.error(new ProblemException(
                                Problem.of(ProblemType.PERFORMANCE_OVER, "Its seats are no longer shown")))
                        : maps.getMap(performance).map(map -> new ShownMap(performance, map)));
    }
}
