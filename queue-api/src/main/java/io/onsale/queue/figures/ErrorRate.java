package io.onsale.queue.figures;

import java.util.function.LongSupplier;

/** How many errors per second there were over the last few seconds, from a total that is read once per second. */
public final class ErrorRate {
    private static final int SECONDS = 10;

    private final LongSupplier total;
    private final long[] totals = new long[SECONDS + 1]; // guarded by this; the oldest is overwritten
    private int samples; // guarded by this
    private volatile double perSecond;

    /** @param total all errors so far */
    public ErrorRate(LongSupplier total) {
        this.total = total;
    }

    /** Reads the total; called once per second. */
    public synchronized void sample() {
        long now = total.getAsLong();
        int kept = Math.min(samples, SECONDS);
        totals[samples % totals.length] = now;
        long before = totals[(samples - kept) % totals.length];
        perSecond = kept == 0 ? 0 : Math.round(10.0 * (now - before) / kept) / 10.0;
        samples++;
    }

    public double perSecond() {
        return perSecond;
    }
}
