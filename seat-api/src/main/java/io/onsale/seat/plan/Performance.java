package io.onsale.seat.plan;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SaleId;

/** What must be known of a performance to give its seats away. */
public record Performance(PerformanceId id, SaleId sale, Hall hall, int maxSeatsPerFan) {}
