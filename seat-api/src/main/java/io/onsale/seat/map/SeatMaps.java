package io.onsale.seat.map;

import io.onsale.seat.plan.Performance;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The live maps of this node: whoever looks shares one copy a performance, which costs Redis the same for one reader or many. */
public interface SeatMaps {
    /** The map, kept up to date from now on while somebody looks; errors if the seats are not there. */
    Mono<SeatMap> getMap(Performance performance);

    /** The map if this node has one that is up to date; never waits. Has it watched in any case. */
    @Nullable
    SeatMap findMap(Performance performance);
}
