package io.onsale.seat.drift;

import io.onsale.kernel.id.PerformanceId;

/**
 * Some neighbouring seats of a performance, compared together.
 *
 * @param first the first one's index, a multiple of four: a byte of the states has four seats
 * @param count 1 to {@link #SEATS_MAX}
 */
public record Slice(PerformanceId performance, int first, int count) {
    /** Keeps the script below a millisecond and the rows of one comparison few. */
    public static final int SEATS_MAX = 1000;
}
