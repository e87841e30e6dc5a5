package io.onsale.seat.plan;

import io.onsale.kernel.access.Visibility;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SaleId;
import java.time.Duration;
import java.time.Instant;

/**
 * What the service must know of a performance to sell its seats.
 *
 * @param maxSeatsPerFan the sale's limit, counted for each performance separately
 */
public record Performance(
        PerformanceId id,
        SaleId sale,
        Hall hall,
        int maxSeatsPerFan,
        Instant startsAt,
        Visibility visibility,
        boolean isCancelled) {
    /** One that takes place. */
    public Performance(
            PerformanceId id, SaleId sale, Hall hall, int maxSeatsPerFan, Instant startsAt, Visibility visibility) {
        this(id, sale, hall, maxSeatsPerFan, startsAt, visibility, false);
    }

    /** How long after the start its seats stay in Redis: for late settlements and clocks that are behind. */
    public static final Duration SEATS_KEPT = Duration.ofDays(3);

    /** Whether its seats are no longer served. */
    public boolean isOver(Instant now) {
        return !startsAt.isAfter(now.minus(SEATS_KEPT));
    }
}
