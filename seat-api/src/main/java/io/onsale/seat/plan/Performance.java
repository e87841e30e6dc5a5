package io.onsale.seat.plan;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SaleId;

/**
 * What must be known of a performance to give its seats away.
 *
 * @param maxSeatsPerFan of this performance: its sale says how many, and they are counted for each performance by itself
 */
public record Performance(PerformanceId id, SaleId sale, Hall hall, int maxSeatsPerFan) {}
