package io.onsale.seat.plan;

import io.onsale.kernel.access.Visibility;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SaleId;
import java.time.Duration;
import java.time.Instant;

/**
 * What must be known of a performance to give its seats away.
 *
 * @param maxSeatsPerFan of this performance: its sale says how many, and they are counted for each performance by itself
 */
public record Performance(
        PerformanceId id, SaleId sale, Hall hall, int maxSeatsPerFan, Instant startsAt, Visibility visibility) {
    /** How long after the start its seats stay in Redis: for settlements that are late, and clocks that are behind. */
    public static final Duration SEATS_KEPT = Duration.ofDays(3);

    /** Whether there is nothing to be asked about its seats any more. */
    public boolean isOver(Instant now) {
        return !startsAt.isAfter(now.minus(SEATS_KEPT));
    }
}
