package io.onsale.queue.eta;

/**
 * Estimates whether the seats may be gone before a fan's turn: they may if the fans before it buy them all, each as many as fans bought on
 * average so far. That all of them buy is pessimistic, so a "no" can be relied on.
 */
public final class SoldOutGuess {
    private static final double SEATS_PER_FAN_UNTIL_MEASURED = 2; // most people go with somebody
    private static final long FANS_TO_MEASURE = 20; // fewer say nothing
    private static final double SEATS_PER_FAN_MAX =
            10; // above every limit we know: other sales must be selling the same seats

    private boolean counting; // this and the next two: only used by the one thread that reads the line
    private long leftAtFirst;
    private long servedAtFirst;
    private volatile double seatsPerFan = SEATS_PER_FAN_UNTIL_MEASURED;

    /** To be called with each reading of a sale whose seats are known, by one thread at a time. */
    public void record(long seatsLeft, long served) {
        if (!counting || served < servedAtFirst || seatsLeft > leftAtFirst) {
            counting = true;
            leftAtFirst = seatsLeft;
            servedAtFirst = served;
        } else if (served - servedAtFirst >= FANS_TO_MEASURE) {
            double measured = (leftAtFirst - seatsLeft) / (double) (served - servedAtFirst);
            seatsPerFan = Math.clamp(measured, 1, SEATS_PER_FAN_MAX);
        }
    }

    public boolean isLikely(long seatsLeft, long ahead) {
        return seatsLeft <= ahead * seatsPerFan;
    }
}
