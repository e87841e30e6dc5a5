package io.onsale.queue.progress;

import io.onsale.queue.progress.PlaceView.Eta;
import java.util.concurrent.TimeUnit;

/** What a fan was told first about when it will be its turn; {@code atMs} by Redis' clock. */
record Prediction(long atMs, Eta eta) {
    boolean usualHolds(long calledAtMs) {
        return calledAtMs - atMs <= TimeUnit.SECONDS.toMillis(eta.p50Seconds());
    }

    boolean longHolds(long calledAtMs) {
        return calledAtMs - atMs <= TimeUnit.SECONDS.toMillis(eta.p90Seconds());
    }
}
