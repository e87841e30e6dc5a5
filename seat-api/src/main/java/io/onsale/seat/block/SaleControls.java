package io.onsale.seat.block;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SeatId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The audit of what was done with seats. */
public interface SaleControls {
    /** What was done. */
    enum ControlAction {
        BLOCK,
        /** Kept back for a channel, or until a time. */
        MOVE,
        RELEASE
    }

    /** @param who a seller or manager, or {@code system} at the time that they had set */
    record NewControl(
            PerformanceId performance,
            ControlAction action,
            Allotment allotment,
            List<SeatId> seats,
            String reason,
            String who) {}

    /** An entry of the audit. */
    record SaleControl(
            long id,
            ControlAction action,
            Allotment allotment,
            List<String> seatIds,
            String reason,
            String who,
            Instant at) {}

    /** Adds an entry in the transaction of the change. */
    Mono<Void> add(NewControl control);

    /**
     * The latest first.
     *
     * @param before null: from the latest on
     */
    Flux<SaleControl> list(PerformanceId performance, @Nullable Long before, int limit);
}
