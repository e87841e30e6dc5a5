package io.onsale.queue.eta;

import io.onsale.queue.eta.RecentRate.Measured;
import io.onsale.queue.line.LineSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * How fast a line has been moving lately: how fast fans are called, and how soon a taken slot becomes free. Fans who will get a slot that is
 * free now wait for the rate only; all behind them wait for slots as well. Immutable: {@link #after} makes the next value.
 *
 * @param start when the current interval began
 * @param calls per time
 * @param releases of slots, per time that slots were taken
 * @param calling how fast; null while unknown
 * @param releasing how soon each slot becomes free; null while unknown
 */
public record AdmissionPace(
        Moment start,
        Moment latest,
        RecentRate calls,
        RecentRate releases,
        @Nullable Measured calling,
        @Nullable Measured releasing) {
    private static final long INTERVAL_MS = 2_000; // long enough that single calls do not make the rate jump
    private static final long CALLS_ENOUGH = 30; // follows a changed rate soon, and is accurate within a fifth
    private static final long RELEASES_ENOUGH = 10;

    /** The share of the taken slots that must have become free before the rate means anything: no-shows and very quick fans come first. */
    private static final double RELEASED_SHARE_ENOUGH = 0.3;

    private static final double DRIFT = 0.25; // room for rates that change; chosen, not measured
    private static final double NINE_OF_TEN = 1.28; // standard deviations

    /**
     * The counts at one time.
     *
     * @param slotMs how long slots were taken, summed over all slots
     */
    public record Moment(long atMs, long called, long released, long slotMs) {
        static Moment of(LineSnapshot line, long slotMs) {
            long called = line.totals().called();
            return new Moment(line.nowMs(), called, called - line.taken(), slotMs);
        }

        Moment then(LineSnapshot line) {
            return of(line, slotMs + (line.nowMs() - atMs) * line.taken());
        }

        boolean canFollow(Moment before) {
            return atMs >= before.atMs && called >= before.called && released >= before.released;
        }
    }

    /** Nothing is known yet. */
    public static AdmissionPace from(LineSnapshot line) {
        Moment now = Moment.of(line, 0);
        return new AdmissionPace(now, now, RecentRate.UNKNOWN, RecentRate.UNKNOWN, null, null);
    }

    /** The pace once {@code line} has been read as well. */
    public AdmissionPace after(LineSnapshot line) {
        Moment now = latest.then(line);
        if (!now.canFollow(latest)) {
            return from(line); // the line was set up again
        }
        if (line.isPaused() || line.isLobby()) {
            return new AdmissionPace(now, now, calls, releases, calling, releasing); // that says nothing about the pace
        }
        long elapsed = now.atMs - start.atMs;
        if (elapsed < INTERVAL_MS) {
            return new AdmissionPace(start, now, calls, releases, calling, releasing);
        }
        RecentRate allCalls = calls.and(now.called - start.called, elapsed);
        RecentRate allReleases = releases.and(now.released - start.released, now.slotMs - start.slotMs);
        return new AdmissionPace(
                now, now, allCalls, allReleases, allCalls.over(CALLS_ENOUGH), released(allReleases, line.taken()));
    }

    /** Once known it may be measured by fewer releases: fans may give slots back slowly for a while. */
    private @Nullable Measured released(RecentRate releases, long taken) {
        long enough = Math.max(RELEASES_ENOUGH, Math.round(RELEASED_SHARE_ENOUGH * taken));
        Measured rate = releases.over(enough);
        return rate == null || rate.events() < enough && releasing == null ? null : rate;
    }

    /** Calls a second over the last few seconds; 0 while nothing is known. */
    public double perSecond() {
        return calls.perSecond();
    }

    /** When it is the turn of the fan with {@code ahead} before it; null while unknown. */
    public @Nullable Eta eta(long ahead, LineSnapshot line) {
        if (calling == null) {
            return null;
        }
        long turn = ahead + 1;
        Eta byRate = eta(turn, calling.perMs(), calling.events());
        long behindSlots = turn - (line.policy().capacity() - line.taken());
        if (behindSlots <= 0) {
            return byRate;
        }
        if (releasing == null || line.policy().capacity() == 0) {
            return null;
        }
        Eta bySlots = eta(behindSlots, releasing.perMs() * line.policy().capacity(), releasing.events());
        return new Eta(
                Math.max(byRate.p50Seconds(), bySlots.p50Seconds()),
                Math.max(byRate.p90Seconds(), bySlots.p90Seconds()));
    }

    private static Eta eta(long turns, double perMs, long measuredBy) {
        double usual = turns / perMs / 1_000;
        double spread = NINE_OF_TEN * Math.sqrt(1.0 / measuredBy + 1.0 / turns); // of two counts
        return new Eta(seconds(usual), seconds(usual * (1 + DRIFT + spread)));
    }

    private static long seconds(double seconds) {
        return (long) Math.ceil(seconds);
    }
}
