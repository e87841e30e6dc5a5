package io.onsale.queue.line;

import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.SaleState;
import java.util.Arrays;
import java.util.List;

/**
 * A sale's line at one moment, by Redis' clock: what a node reads once per tick for all its streams.
 *
 * @param nextNumber the lowest number not given yet
 * @param waiting how many are in the line, without {@link Draw#undrawn}
 * @param heads the numbers at the front in order, complete
 * @param samples some ranks behind the heads, with the numbers there
 * @param lastEntryId of the newest log entry in {@code entries} or before them
 * @param entries changes of places since the previous snapshot
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
     * The part of the sale's policy that matters to waiting fans.
     *
     * @param graceMs how long an absent fan keeps the place; 0: for ever
     * @param pausedAtMs since when it is paused; 0 if it is not
     * @param frozenMs how long all earlier pauses took together
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
     * @param registrations how many take part; 0 before the opening and for other lines
     * @param drawn the numbers up to this one are in the line already
     * @param undrawn how many are still in the lobby
     */
    public record Draw(long registrations, long drawn, long undrawn) {
        public boolean isUnderWay() {
            return drawn < registrations;
        }
    }

    /**
     * How many places reached each state since the line was set up.
     *
     * @param left by request, before or after their turn
     * @param expired by the end of the lease
     * @param absent because their fans had gone away
     * @param restored by receipt
     * @param abandoned those of {@code left} that left before their turn
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
        /** These and others, all of them further back. */
        public Samples and(Samples behind) {
            return behind.ranks.size() == 0 ? this : new Samples(ranks.and(behind.ranks), numbers.and(behind.numbers));
        }
    }

    public boolean isLobby() {
        return nowMs < policy.opensAtMs();
    }

    public boolean isOver() {
        return policy.state() == SaleState.CLOSED || nowMs >= policy.closesAtMs();
    }

    public boolean isPaused() {
        return policy.state() == SaleState.PAUSED;
    }

    /** When a deadline of the sale's clock, which stands still during pauses, is reached if there is no further pause. */
    public long realMs(long deadlineMs) {
        long pausedFor = isPaused() && policy.pausedAtMs() > 0 ? Math.max(0, nowMs - policy.pausedAtMs()) : 0;
        return deadlineMs + policy.frozenMs() + pausedFor;
    }

    /** How many slots are taken: by fans inside, and by called fans who may still claim. */
    public long taken() {
        return ready + inside;
    }

    /** All waiting fans, drawn or not. */
    public long total() {
        return waiting + draw.undrawn();
    }

    /** The share of recently called fans who did not claim; smoothed by the scripts. */
    public double noShowShare() {
        return noShowMillionths / 1_000_000.0;
    }

    /** The share of all places, joined or restored, that were left or lost by absence before their turn; 0 while there are none. */
    public double abandonShare() {
        long places = totals.joined() + totals.restored();
        return places == 0 ? 0 : (totals.abandoned() + totals.absent()) / (double) places;
    }

    /** Whether this snapshot was taken after {@code number} had come into the line. */
    public boolean knows(long number) {
        boolean drawn = number <= draw.registrations();
        return drawn ? number <= draw.drawn() || !draw.isUnderWay() : number < nextNumber;
    }

    /** How many come before {@code number}: exact up to the last head, within 1 % behind it. */
    public long aheadOf(long number) {
        long undrawn = draw.isUnderWay() && number > draw.registrations() ? draw.undrawn() : 0;
        return rankOf(number) + undrawn;
    }

    private long rankOf(long number) {
        int below = heads.below(number);
        return below < heads.size() || heads.size() >= waiting ? below : rankBehindHeads(number);
    }

    /**
     * Interpolates between two known ranks. Each number is given once, so no more fans can stand in between than there are numbers; within
     * those bounds the result is proportional. It is within half the distance of the two ranks, which is 1 % of them, and never less than
     * the number of heads: a fan who gets among the heads is shown the exact count then, which must not be higher.
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
