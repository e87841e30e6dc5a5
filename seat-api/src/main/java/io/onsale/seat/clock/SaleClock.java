package io.onsale.seat.clock;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the clock of a sale runs: as the wall clock, less the time that the sale was paused.
 *
 * @param change the newest change of the sale that is known, from 1; 0: none. Of two clocks of a sale the one with the higher change is
 *     the later
 * @param pausedAt when the present pause began; null if there is none
 * @param lost how long all earlier pauses lasted together
 */
public record SaleClock(long change, @Nullable Instant pausedAt, Duration lost) {
    /** Of a sale without a known pause. */
    public static final SaleClock NEVER_PAUSED = new SaleClock(0, null, Duration.ZERO);

    /** Stands still from {@code at} on. */
    SaleClock paused(long newChange, Instant at) {
        return new SaleClock(newChange, pausedAt == null ? at : pausedAt, lost);
    }

    /** Goes on at {@code at}. When that becomes known does not matter. */
    SaleClock running(long newChange, Instant at) {
        boolean lasted = pausedAt != null && at.isAfter(pausedAt);
        return new SaleClock(newChange, null, lasted ? lost.plus(Duration.between(pausedAt, at)) : lost);
    }
}
