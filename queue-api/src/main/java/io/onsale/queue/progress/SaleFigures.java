package io.onsale.queue.progress;

import io.onsale.queue.progress.LineSnapshot.Totals;

/**
 * A sale in figures, for its operators; as of the latest read.
 *
 * @param ready called, and still to claim
 * @param inside with a pass
 * @param called how many got their turn so far; {@code admitted} of them claimed, {@code missed} did not
 * @param expired how many leases ran out
 * @param admissionsPerSecond calls a second over the last few seconds
 * @param streams watchers on this node
 */
public record SaleFigures(
        String state,
        long waiting,
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
        double admissionsPerSecond,
        long streams) {

    static SaleFigures of(LineSnapshot line, AdmissionPace pace, long streams) {
        Totals totals = line.totals();
        return new SaleFigures(
                SaleView.stateOf(line),
                line.total(),
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
                Math.round(pace.perSecond() * 10) / 10.0,
                streams);
    }
}
