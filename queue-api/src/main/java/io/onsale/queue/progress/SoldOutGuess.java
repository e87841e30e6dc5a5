package io.onsale.queue.progress;

import org.jspecify.annotations.Nullable;

/**
 * Whether the seats may be gone before it is a fan's turn: they may if those before it take them all, each as many as fans took on
 * average so far. That everybody before it buys is pessimistic; who is told "no" can rely on it.
 */
final class SoldOutGuess {
    private static final double SEATS_PER_FAN_UNTIL_MEASURED = 2; // most people go with somebody
    private static final long FANS_TO_MEASURE = 20; // fewer say nothing
    private static final double SEATS_PER_FAN_MAX =
            10; // above any limit we know: it must be other sales of the same seats

    private boolean counting; // all of these are touched by the one thread that puts up snapshots
    private long leftAtFirst;
    private long servedAtFirst;
    private volatile double seatsPerFan = SEATS_PER_FAN_UNTIL_MEASURED;

    void record(SaleView sale, long served) {
        if (sale.seatsLeft().isEmpty()) {
            return;
        }
        long left = sale.totalLeft();
        if (!counting || served < servedAtFirst || left > leftAtFirst) {
            counting = true;
            leftAtFirst = left;
            servedAtFirst = served;
        } else if (served - servedAtFirst >= FANS_TO_MEASURE) {
            double measured = (leftAtFirst - left) / (double) (served - servedAtFirst);
            seatsPerFan = Math.clamp(measured, 1, SEATS_PER_FAN_MAX);
        }
    }

    /** Null while nothing is known of the seats. */
    @Nullable
    Boolean likely(SaleView sale, long ahead) {
        return sale.seatsLeft().isEmpty() ? null : Boolean.valueOf(sale.totalLeft() <= ahead * seatsPerFan);
    }
}
