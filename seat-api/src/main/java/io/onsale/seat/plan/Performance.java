package io.onsale.seat.plan;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Role;
import io.onsale.kernel.access.Visibility;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SaleId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the service must know of a performance to sell its seats.
 *
 * @param maxSeatsPerFan the sale's limit, counted over all its performances
 * @param siblings the sale's other performances, at most 49
 */
public record Performance(
        PerformanceId id,
        SaleId sale,
        Hall hall,
        int maxSeatsPerFan,
        Instant startsAt,
        Visibility visibility,
        boolean isCancelled,
        List<PerformanceId> siblings) {
    /** The only one of its sale, which takes place. */
    public Performance(
            PerformanceId id, SaleId sale, Hall hall, int maxSeatsPerFan, Instant startsAt, Visibility visibility) {
        this(id, sale, hall, maxSeatsPerFan, startsAt, visibility, false, List.of());
    }

    /** How long after the start its seats stay in Redis: for late settlements and clocks that are behind. */
    public static final Duration SEATS_KEPT = Duration.ofDays(3);

    /** Whether {@code caller} is its seller, or a manager. */
    public boolean isRunBy(Principal caller) {
        return caller.role() == Role.MANAGER || caller.id().equals(visibility.sellerId());
    }

    /** Whether its seats are no longer served. */
    public boolean isOver(Instant now) {
        return !startsAt.isAfter(now.minus(SEATS_KEPT));
    }
}
