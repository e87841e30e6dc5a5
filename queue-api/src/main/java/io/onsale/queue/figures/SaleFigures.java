package io.onsale.queue.figures;

import io.onsale.queue.eta.AdmissionPace;
import io.onsale.queue.line.LineSnapshot;
import io.onsale.queue.line.LineSnapshot.Totals;
import io.onsale.queue.replica.SaleView;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sale in figures, for its operators, as of the latest reading. Shares are between 0 and 1, and null while there is nothing to divide.
 *
 * @param state as shown to fans; {@code UNAVAILABLE} while the line is out of reach: the figures are those of {@code asOf} then
 * @param asOf when the line was read, by Redis' clock
 * @param waiting all waiting fans; {@code undrawn} of them are still to be drawn
 * @param ready called, and still to claim
 * @param inside with a pass
 * @param called how many were called so far; {@code admitted} of them claimed, {@code missed} did not
 * @param left how many gave up their places, before or after their turn
 * @param expired how many leases ran out
 * @param absent how many lost their places because they had gone away
 * @param restored how many got back a lost place
 * @param admissionsPerSecond calls per second over the last few seconds
 * @param noShowShare the share of recently called fans who did not claim
 * @param abandonShare the share of all places, joined or restored, that were left or lost by absence before their turn
 * @param etaHits how the estimates held that this node has shown
 * @param orderInversions calls of a number after a higher one that had entered the line later; anything but 0 is a bug
 * @param waitP50Seconds of recently called fans, from joining or the opening on
 * @param streams open on this node
 * @param message what the fans are shown; empty if nothing
 * @param serverTime this node's clock, when the figures were put together
 * @param node the name of this node
 * @param streamsByNode open streams of the sale by node; other nodes' counts are at most a second old, and missing while Redis is away
 * @param errorsPerSecond answers of this node with a status of 500 or above, per second over the last ten seconds, for all its sales
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
        long streams,
        String message,
        Instant serverTime,
        String node,
        Map<String, Long> streamsByNode,
        double errorsPerSecond) {
    /**
     * Each place's first estimate compared with its actual wait.
     *
     * @param withinP50 about half, if the estimates are good
     * @param withinP90 about nine in ten
     */
    public record EtaHits(
            long predictions,
            @Nullable Double withinP50,
            @Nullable Double withinP90) {
        private static EtaHits of(WaitRecord record) {
            long predictions = record.predictions();
            return new EtaHits(
                    predictions, share(record.withinP50(), predictions), share(record.withinP90(), predictions));
        }
    }

    /** How many streams are open. */
    record Streams(long here, Map<String, Long> byNode) {}

    static SaleFigures of(
            LineSnapshot line,
            boolean isFresh,
            AdmissionPace pace,
            WaitRecord record,
            Streams streams,
            NodeFigures nodes) {
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
                record.waitSeconds(WaitRecord.P50),
                record.waitSeconds(WaitRecord.P90),
                streams.here(),
                line.policy().message(),
                nodes.now(),
                nodes.node(),
                streams.byNode(),
                nodes.errorsPerSecond());
    }

    private static @Nullable Double share(long part, long whole) {
        return whole == 0 ? null : Double.valueOf(part / (double) whole);
    }
}
