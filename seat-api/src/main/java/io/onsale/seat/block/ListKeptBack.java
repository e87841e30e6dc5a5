package io.onsale.seat.block;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.block.KeptBackSeats.KeptBackGroup;
import io.onsale.seat.block.SaleControls.SaleControl;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.Performances;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What is kept back, and who did what with seats: for the seller of the event and for managers. */
public final class ListKeptBack {
    private final Performances performances;
    private final KeptBackSeats keptBack;
    private final SaleControls controls;

    public ListKeptBack(Performances performances, KeptBackSeats keptBack, SaleControls controls) {
        this.performances = performances;
        this.keptBack = keptBack;
        this.controls = controls;
    }

    /** Empty if the caller has no such performance. */
    public Mono<List<KeptBackGroup>> findGroups(PerformanceId performance, Principal caller) {
        return own(performance, caller)
                .flatMap(found -> keptBack.list(performance).collectList()); // one per seat at most
    }

    /** The latest first; empty if the caller has no such performance. */
    public Mono<List<SaleControl>> findControls(
            PerformanceId performance, Principal caller, @Nullable Long before, int limit) {
        return own(performance, caller)
                .flatMap(found -> controls.list(performance, before, limit).collectList());
    }

    private Mono<Performance> own(PerformanceId performance, Principal caller) {
        return performances.findPerformance(performance).filter(found -> found.isRunBy(caller));
    }
}
