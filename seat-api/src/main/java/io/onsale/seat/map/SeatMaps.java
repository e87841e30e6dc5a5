package io.onsale.seat.map;

import io.onsale.seat.plan.Performance;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The live maps of this node. All readers share one replica per performance, so Redis has the same work for one reader or many. */
public interface SeatMaps {
    /** The map, kept up to date from now on while it is used; errors if the seats are missing. */
    Mono<SeatMap> getMap(Performance performance);

    /** The map if this node has one that is up to date, else null; never waits. In any case it is kept up to date from now on. */
    @Nullable
    SeatMap findMap(Performance performance);
}
