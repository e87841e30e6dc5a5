package io.onsale.seat.revocation;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * States which passes are no longer valid.
 *
 * @param fan whose passes; null: everybody's
 * @param placesBeforeMs passes of places from before this moment of the line's clock, ms since 1970; a fan who joins the line again
 *     after it gets a valid pass
 * @param keptUntil when all of these passes have expired
 */
public record Revocation(SaleId sale, @Nullable FanId fan, long placesBeforeMs, Instant keptUntil) {
    /** An hour is the longest lease, half an hour the longest that a booking adds to it; the rest is for clocks. */
    static final Duration PASS_LIFE_MAX = Duration.ofHours(2);

    /** All places: nobody can join the line of a closed sale again. */
    private static final long EVER = Long.MAX_VALUE;

    /** The place that the fan had until {@code at} has ended. */
    public static Revocation ofFan(SaleId sale, FanId fan, Instant at) {
        return new Revocation(sale, fan, at.toEpochMilli(), at.plus(PASS_LIFE_MAX));
    }

    /** The place that the fan has had since {@code since} is served: its booking was paid at {@code at}. */
    public static Revocation ofPlace(SaleId sale, FanId fan, Instant since, Instant at) {
        return new Revocation(sale, fan, since.toEpochMilli() + 1, at.plus(PASS_LIFE_MAX));
    }

    /** The sale was closed at {@code at}. */
    public static Revocation ofSale(SaleId sale, Instant at) {
        return new Revocation(sale, null, EVER, at.plus(PASS_LIFE_MAX));
    }
}
