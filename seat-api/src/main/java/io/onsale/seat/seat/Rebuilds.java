package io.onsale.seat.seat;

import io.onsale.kernel.id.PerformanceId;

/** Where those who find a performance's seats missing say so. */
public interface Rebuilds {
    /** Has the seats put up soon, if they really are missing; returns at once. */
    void request(PerformanceId performance);
}
