package io.onsale.queue.progress;

import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.SaleState;
import java.util.Arrays;
import java.util.List;

/**
 * A sale's line at one moment, by Redis' clock: what a node reads once a tick for all its watchers.
 *
 * @param nextNumber the lowest number not given yet
 * @param heads the numbers at the front in order, exactly
 * @param samples ranks behind the heads and the numbers that stand there
 * @param lastEntryId of the newest log entry in {@code entries} or before them
 * @param entries what became of places since the snapshot before
 */
public record LineSnapshot(
        long epoch,
        long nextNumber,
        long version,
        SaleState state,
        String message,
        LineOrder order,
        long lobbyOpensAtMs,
        long opensAtMs,
        long closesAtMs,
        int capacity,
        int admissionsPerSecond,
        Totals totals,
        long waiting,
        long ready,
        long inside,
        long nowMs,
        Numbers heads,
        Samples samples,
        String lastEntryId,
        List<LogEntry> entries) {

    /** How many places got so far since the line was set up; {@code left} by request, {@code expired} by the end of the lease. */
    public record Totals(long joined, long called, long admitted, long served, long missed, long left, long expired) {}

    /** Ascending numbers. */
    public static final class Numbers {
        private final long[] values;

        /** @param values ascending; not copied */
        public Numbers(long... values) {
            this.values = values;
        }

        int size() {
            return values.length;
        }

        long at(int index) {
            return values[index];
        }

        /** How many are below {@code number}. */
        int below(long number) {
            int index = Arrays.binarySearch(values, number);
            return index >= 0 ? index : -index - 1;
        }
    }

    /** Ranks (0 is the head) with the numbers found there, both ascending. */
    public record Samples(Numbers ranks, Numbers numbers) {}

    boolean isLobby() {
        return nowMs < opensAtMs;
    }

    boolean isOver() {
        return state == SaleState.CLOSED || nowMs >= closesAtMs;
    }

    /** Whether this snapshot was taken after {@code number} was given. */
    boolean knows(long number) {
        return number < nextNumber;
    }

    /** How many wait before {@code number}: exact up to the last head, between two samples by proportion. */
    long aheadOf(long number) {
        int below = heads.below(number);
        if (below < heads.size() || heads.size() >= waiting) {
            return below;
        }
        int next = samples.numbers().below(number + 1); // the first sample behind
        long fromRank = next == 0 ? heads.size() - 1 : samples.ranks().at(next - 1);
        long fromNumber =
                next == 0 ? heads.at(heads.size() - 1) : samples.numbers().at(next - 1);
        boolean last = next == samples.numbers().size();
        long toRank = last ? waiting : samples.ranks().at(next);
        long toNumber = last ? nextNumber : samples.numbers().at(next);
        double share = (double) (number - fromNumber) / Math.max(1, toNumber - fromNumber);
        return fromRank + Math.round((toRank - fromRank) * Math.min(1.0, share));
    }
}
