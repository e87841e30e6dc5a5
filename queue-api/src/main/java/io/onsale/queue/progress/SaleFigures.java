package io.onsale.queue.progress;

import io.onsale.queue.progress.LineSnapshot.Totals;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sale in figures, for its operators; as of the latest read. Shares are between 0 and 1, and null while there is nothing to divide.
 *
 * @param state as fans are told it; {@code UNAVAILABLE} while the line is out of reach: the figures are those of {@code asOf} then
 * @param asOf when the line was read, by Redis' clock
 * @param waiting all who wait; {@code undrawn} of them are still to be drawn
 * @param ready called, and still to claim
 * @param inside with a pass
 * @param called how many got their turn so far; {@code admitted} of them claimed, {@code missed} did not
 * @param left how many gave up their places, before their turn or after it
 * @param expired how many leases ran out
 * @param absent how many lost their places because nobody saw them any more
 * @param restored how many got back a place that was lost
 * @param admissionsPerSecond calls a second over the last few seconds
 * @param noShowShare of the last ones called, how many did not come
 * @param abandonShare of all places joined or given back, how many were left or lost by staying away before their turn
 * @param etaHits how the times held that this node told
 * @param orderInversions calls of a number after a higher one that had come later; anything but 0 is a bug
 * @param waitP50Seconds of those called lately, from joining or the opening on
 * @param streams watchers on this node
 */
public record SaleFigures(
        String state,
        Instant asOf,
        long waiting,
        long undrawn,
        long ready,
        long inside,
        int capacity,
        int admissionsPerSecondMax,
        long joined,
        long called,
        long admitted,
        long served,
        long missed,
        long left,
        long expired,
        long absent,
        long restored,
        double admissionsPerSecond,
        double noShowShare,
        @Nullable Double abandonShare,
        EtaHits etaHits,
        long orderInversions,
        @Nullable Double waitP50Seconds,
        @Nullable Double waitP90Seconds,
        long streams) {
    /**
     * Each place's first prediction against its actual wait.
     *
     * @param withinP50 about half, if the predictions are good
     * @param withinP90 about nine in ten
     */
    public record EtaHits(
            long predictions,
            @Nullable Double withinP50,
            @Nullable Double withinP90) {
        private static EtaHits of(WaitRecord record) {
            long predictions = record.predictions();
            return new EtaHits(
                    predictions, share(record.withinUsual(), predictions), share(record.withinLong(), predictions));
        }
    }

    static SaleFigures of(LineSnapshot line, boolean isFresh, AdmissionPace pace, WaitRecord record, long streams) {
        Totals totals = line.totals();
        return new SaleFigures(
                isFresh ? SaleView.stateOf(line) : SaleView.UNAVAILABLE.state(),
                Instant.ofEpochMilli(line.nowMs()),
                line.total(),
                line.draw().undrawn(),
                line.ready(),
                line.inside(),
                line.policy().capacity(),
                line.policy().admissionsPerSecond(),
                totals.joined(),
                totals.called(),
                totals.admitted(),
                totals.served(),
                totals.missed(),
                totals.left(),
                totals.expired(),
                totals.absent(),
                totals.restored(),
                Math.round(pace.perSecond() * 10) / 10.0,
                line.noShowShare(),
                totals.joined() + totals.restored() == 0 ? null : Double.valueOf(line.abandonShare()),
                EtaHits.of(record),
                record.inversions(),
                record.waitSeconds(WaitRecord.USUAL),
                record.waitSeconds(WaitRecord.LONG),
                streams);
    }

    private static @Nullable Double share(long part, long whole) {
        return whole == 0 ? null : Double.valueOf(part / (double) whole);
    }
}
