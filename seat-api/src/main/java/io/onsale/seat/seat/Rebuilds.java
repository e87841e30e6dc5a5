package io.onsale.seat.seat;

import io.onsale.kernel.id.PerformanceId;

/** Takes requests to rebuild a performance's seats, from code that finds them missing. */
public interface Rebuilds {
    /** Has the seats rebuilt soon, if they really are missing; returns at once. */
    void request(PerformanceId performance);
}
