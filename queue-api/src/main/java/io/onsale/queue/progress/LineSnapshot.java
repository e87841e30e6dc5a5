package io.onsale.queue.progress;

import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.SaleState;
import java.util.Arrays;
import java.util.List;

/**
 * A sale's line at one moment, by Redis' clock: what a node reads once a tick for all its watchers.
 *
 * @param nextNumber the lowest number not given yet
 * @param waiting how many are in the line; {@link Draw#undrawn} not among them
 * @param heads the numbers at the front in order, exactly
 * @param samples ranks behind the heads and the numbers that stand there
 * @param lastEntryId of the newest log entry in {@code entries} or before them
 * @param entries what became of places since the snapshot before
 */
public record LineSnapshot(
        long epoch,
        long nextNumber,
        Policy policy,
        Draw draw,
        Totals totals,
        long noShowMillionths,
        long waiting,
        long ready,
        long inside,
        long nowMs,
        Numbers heads,
        Samples samples,
        String lastEntryId,
        List<LogEntry> entries) {

    /**
     * How the sale runs, as far as those who wait are concerned.
     *
     * @param graceMs for how long a fan whom nobody sees keeps the place; 0: for ever
     * @param pausedAtMs since when it is paused, if it is
     * @param frozenMs how long the pauses before took, all together
     */
    public record Policy(
            long version,
            SaleState state,
            String message,
            LineOrder order,
            long lobbyOpensAtMs,
            long opensAtMs,
            long closesAtMs,
            int capacity,
            int admissionsPerSecond,
            long graceMs,
            long pausedAtMs,
            long frozenMs) {}

    /**
     * How far the draw of a {@code RANDOM} line is.
     *
     * @param registrations how many are or were in it; 0 before the opening and for other lines
     * @param drawn the numbers up to this one are in the line by now
     * @param undrawn how many are in the lobby still
     */
    public record Draw(long registrations, long drawn, long undrawn) {
        boolean isUnderWay() {
            return drawn < registrations;
        }
    }

    /**
     * How many places got so far since the line was set up.
     *
     * @param left by request, with their turn still to come or not
     * @param expired by the end of the lease
     * @param absent because nobody saw their fans any more
     * @param restored by receipt
     * @param abandoned those of {@code left} whose turn was still to come
     */
    public record Totals(
            long joined,
            long called,
            long admitted,
            long served,
            long missed,
            long left,
            long expired,
            long absent,
            long restored,
            long abandoned) {}

    /** Ascending numbers. */
    public static final class Numbers {
        private final long[] values;

        /** @param values ascending; not copied */
        public Numbers(long... values) {
            this.values = values;
        }

        /** How many there are. */
        public int size() {
            return values.length;
        }

        /** From 0, the lowest. */
        public long at(int index) {
            return values[index];
        }

        private Numbers and(Numbers above) {
            long[] all = Arrays.copyOf(values, values.length + above.values.length);
            System.arraycopy(above.values, 0, all, values.length, above.values.length);
            return new Numbers(all);
        }

        /** How many are below {@code number}. */
        int below(long number) {
            int index = Arrays.binarySearch(values, number);
            return index >= 0 ? index : -index - 1;
        }
    }

    /** Ranks (0 is the head) with the numbers found there, both ascending. */
    public record Samples(Numbers ranks, Numbers numbers) {
        /** These, and others that are all further back. */
        public Samples and(Samples behind) {
            return behind.ranks.size() == 0 ? this : new Samples(ranks.and(behind.ranks), numbers.and(behind.numbers));
        }
    }

    boolean isLobby() {
        return nowMs < policy.opensAtMs();
    }

    boolean isOver() {
        return policy.state() == SaleState.CLOSED || nowMs >= policy.closesAtMs();
    }

    boolean isPaused() {
        return policy.state() == SaleState.PAUSED;
    }

    /** When a deadline on the sale's clock, which stands still during pauses, is reached if nothing is paused from now on. */
    long realMs(long deadlineMs) {
        long pausedFor = isPaused() && policy.pausedAtMs() > 0 ? Math.max(0, nowMs - policy.pausedAtMs()) : 0;
        return deadlineMs + policy.frozenMs() + pausedFor;
    }

    /** How many slots are taken: by those who are inside, and those who were called and may come. */
    long taken() {
        return ready + inside;
    }

    /** Everybody who waits, drawn or not. */
    long total() {
        return waiting + draw.undrawn();
    }

    /** Of the last ones called, how many did not come; smoothed by the scripts. */
    double noShowShare() {
        return noShowMillionths / 1_000_000.0;
    }

    /** Of all places joined or given back, how many were given up by leaving or staying away before their turn; 0 while there are none. */
    double abandonShare() {
        long places = totals.joined() + totals.restored();
        return places == 0 ? 0 : (totals.abandoned() + totals.absent()) / (double) places;
    }

    /** Whether this snapshot was taken after {@code number} had come into the line. */
    boolean knows(long number) {
        boolean drawn = number <= draw.registrations();
        return drawn ? number <= draw.drawn() || !draw.isUnderWay() : number < nextNumber;
    }

    /** How many come before {@code number}: exact up to the last head, within 1 % behind it. */
    long aheadOf(long number) {
        long undrawn = draw.isUnderWay() && number > draw.registrations() ? draw.undrawn() : 0;
        return rankOf(number) + undrawn;
    }

    private long rankOf(long number) {
        int below = heads.below(number);
        return below < heads.size() || heads.size() >= waiting ? below : rankBehindHeads(number);
    }

    /**
     * Between two ranks that are known. Each number is given once, so at most as many stand in between as numbers lie there, from either
     * end; where that leaves it open, it is a matter of proportion. What comes out is within half the distance of the two ranks, which
     * is 1 % of them. It is never less than the number of heads: who comes among them is shown the exact count then, and no more than
     * before.
     */
    private long rankBehindHeads(long number) {
        int next = samples.numbers().below(number + 1); // the first sample behind
        long fromRank = next == 0 ? heads.size() - 1 : samples.ranks().at(next - 1);
        long fromNumber =
                next == 0 ? heads.at(heads.size() - 1) : samples.numbers().at(next - 1);
        boolean last = next == samples.numbers().size();
        long toRank =
                last ? Math.max(waiting, fromRank) : samples.ranks().at(next); // samples may be older than the count
        long toNumber = last ? Math.max(nextNumber, number) : samples.numbers().at(next);
        long most = Math.min(toRank, fromRank + (number - fromNumber));
        long least = Math.min(most, Math.max(fromRank, toRank - (toNumber - number)));
        double share = (double) (number - fromNumber) / Math.max(1, toNumber - fromNumber);
        long byProportion = fromRank + Math.round((toRank - fromRank) * Math.min(1.0, share));
        long tolerance = (toRank - fromRank + 1) / 2;
        long rank = Math.clamp(byProportion, most - Math.min(tolerance, most - least), least + tolerance);
        return Math.max(heads.size(), Math.clamp(rank, least, most));
    }
}
