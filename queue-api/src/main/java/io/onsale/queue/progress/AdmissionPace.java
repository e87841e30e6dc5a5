package io.onsale.queue.progress;

import io.onsale.queue.progress.PlaceView.Eta;
import io.onsale.queue.progress.RecentRate.Rate;
import org.jspecify.annotations.Nullable;

/**
 * How fast a line has been moving lately: how fast fans are called, and how soon a slot that is taken comes free. Whoever is called into
 * a slot that is free now waits for the rate alone, everybody behind for slots, too. Written by one thread, read by many:
 * {@link #after} makes a new value.
 *
 * @param start when the stretch under way began
 * @param calls against time
 * @param releases of slots, against the time that slots were taken
 * @param calling how fast, null while unknown
 * @param releasing how soon each slot, null while unknown
 */
record AdmissionPace(
        Moment start,
        Moment latest,
        RecentRate calls,
        RecentRate releases,
        @Nullable Rate calling,
        @Nullable Rate releasing) {
    private static final long STRETCH_MS = 2_000; // long enough that single calls do not make the rate jump
    private static final long CALLS_ENOUGH = 30; // follows a changed rate soon, and is right within a fifth
    private static final long RELEASES_ENOUGH = 10;

    /**
     * Of the slots taken, so many must have come free before that says anything: the first ones are those whose fans did not come, or
     * were very quick.
     */
    private static final double RELEASED_SHARE_ENOUGH = 0.3;

    private static final double DRIFT = 0.25; // room for rates that change; chosen, not measured
    private static final double NINE_OF_TEN = 1.28; // standard deviations

    /**
     * What had been counted at one time.
     *
     * @param slotMs how long slots were taken, summed over them
     */
    record Moment(long atMs, long called, long released, long slotMs) {
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

    static AdmissionPace from(LineSnapshot line) {
        Moment now = Moment.of(line, 0);
        return new AdmissionPace(now, now, RecentRate.UNKNOWN, RecentRate.UNKNOWN, null, null);
    }

    AdmissionPace after(LineSnapshot line) {
        Moment now = latest.then(line);
        if (!now.canFollow(latest)) {
            return from(line); // it was set up anew
        }
        if (line.isPaused() || line.isLobby()) {
            return new AdmissionPace(now, now, calls, releases, calling, releasing); // that says nothing about the pace
        }
        long elapsed = now.atMs - start.atMs;
        if (elapsed < STRETCH_MS) {
            return new AdmissionPace(start, now, calls, releases, calling, releasing);
        }
        RecentRate allCalls = calls.and(now.called - start.called, elapsed);
        RecentRate allReleases = releases.and(now.released - start.released, now.slotMs - start.slotMs);
        return new AdmissionPace(
                now, now, allCalls, allReleases, allCalls.over(CALLS_ENOUGH), released(allReleases, line.taken()));
    }

    /** Once it is known it may rest on fewer of late: slots are given back slowly for a while. */
    private @Nullable Rate released(RecentRate releases, long taken) {
        long enough = Math.max(RELEASES_ENOUGH, Math.round(RELEASED_SHARE_ENOUGH * taken));
        Rate rate = releases.over(enough);
        return rate == null || rate.events() < enough && releasing == null ? null : rate;
    }

    /** Calls a second over the last few seconds; 0 while nothing is known. */
    double perSecond() {
        return calls.perSecond();
    }

    /** When it is the turn of whoever has {@code ahead} before it, or null while that is not known. */
    @Nullable
    Eta eta(long ahead, LineSnapshot line) {
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
