package io.onsale.queue.eta;

import java.util.concurrent.TimeUnit;

/** The first estimate that a fan was shown; {@code atMs} by Redis' clock. */
public record Prediction(long atMs, Eta eta) {
    /** Whether the fan was called within {@link Eta#p50Seconds}. */
    public boolean isWithinP50(long calledAtMs) {
        return calledAtMs - atMs <= TimeUnit.SECONDS.toMillis(eta.p50Seconds());
    }

    /** Whether the fan was called within {@link Eta#p90Seconds}. */
    public boolean isWithinP90(long calledAtMs) {
        return calledAtMs - atMs <= TimeUnit.SECONDS.toMillis(eta.p90Seconds());
    }
}
