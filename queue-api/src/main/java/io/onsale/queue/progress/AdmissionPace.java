package io.onsale.queue.progress;

import io.onsale.queue.progress.PlaceView.Eta;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How fast a line has been moving lately, measured from the count of calls. Written by one thread, read by many: {@link #record} makes
 * a new value.
 *
 * @param startMs when the bucket under way began
 * @param startCalled the count then
 * @param latestMs the newest measurement
 * @param latestCalled the count then
 * @param rates calls a second in the buckets before, newest last
 */
record AdmissionPace(long startMs, long startCalled, long latestMs, long latestCalled, double[] rates) {
    private static final long BUCKET_MS = 2_000; // long enough that single calls do not make the rate jump
    private static final int BUCKETS_MAX = 15; // half a minute: follows a changed rate soon
    private static final int BUCKETS_MIN = 2; // before that we know nothing
    private static final double SLOW_SHARE = 0.1; // the slowest tenth stands for a bad run

    static AdmissionPace from(long nowMs, long called) {
        return new AdmissionPace(nowMs, called, nowMs, called, new double[0]);
    }

    AdmissionPace record(long nowMs, long called) {
        long elapsed = nowMs - startMs;
        if (called < latestCalled || elapsed < 0) {
            return from(nowMs, called); // the line was set up anew
        }
        if (elapsed < BUCKET_MS) {
            return new AdmissionPace(startMs, startCalled, nowMs, called, rates);
        }
        double rate = (called - startCalled) * 1000.0 / elapsed;
        int kept = Math.min(rates.length, BUCKETS_MAX - 1);
        double[] next = Arrays.copyOfRange(rates, rates.length - kept, rates.length + 1);
        next[kept] = rate;
        return new AdmissionPace(nowMs, called, nowMs, called, next);
    }

    /** Nobody was to be called just now: the bucket under way begins anew. */
    AdmissionPace skip(long nowMs, long called) {
        return called < latestCalled ? from(nowMs, called) : new AdmissionPace(nowMs, called, nowMs, called, rates);
    }

    /** Calls a second over the last two buckets; 0 while nothing is known. */
    double perSecond() {
        int n = Math.min(2, rates.length);
        return n == 0 ? 0 : Arrays.stream(rates, rates.length - n, rates.length).sum() / n;
    }

    /** When it is the turn of whoever has {@code ahead} before it, or null while that is not known. */
    @Nullable
    Eta eta(long ahead) {
        if (rates.length < BUCKETS_MIN) {
            return null;
        }
        double[] sorted = rates.clone();
        Arrays.sort(sorted);
        double usual = sorted[sorted.length / 2];
        double slow = sorted[(int) (sorted.length * SLOW_SHARE)];
        if (usual <= 0) {
            return null;
        }
        double turn = ahead + 1;
        return new Eta(seconds(turn / usual), seconds(turn / Math.max(slow, usual / 4)));
    }

    private static long seconds(double seconds) {
        return (long) Math.ceil(seconds);
    }
}
