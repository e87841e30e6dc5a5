package io.onsale.queue.sale;

import io.onsale.kernel.id.SaleId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a sale is to run.
 *
 * @param version from 1; grows with every change
 * @param message the operator's reason for the state, shown to fans; empty if there is none
 */
public record SalePolicy(
        SaleId sale,
        long version,
        SaleState state,
        String message,
        Times times,
        LineOrder order,
        Limits limits,
        Pauses pauses) {
    public static final int CAPACITY_MAX =
            1_000_000; // the scripts' work grows with moves, not with this; a guard against typing errors
    public static final int ADMISSIONS_PER_SECOND_MAX = 10_000; // what admit_next can move in its ticks
    public static final int CHALLENGE_BITS_MAX = 24; // some ten seconds of a phone; more would shut people out

    /**
     * When it happens.
     *
     * @param lobbyOpensAt from when fans may join; equal to {@code opensAt} if there is no lobby
     */
    public record Times(Instant lobbyOpensAt, Instant opensAt, Instant closesAt) {
        public Times {
            require(
                    !lobbyOpensAt.isAfter(opensAt) && opensAt.isBefore(closesAt),
                    "lobby, opening and end are not in order");
        }
    }

    /**
     * What an operator may change while the sale runs.
     *
     * @param capacity how many may be called or admitted at the same time
     * @param admissionsPerSecond how many are called a second at most, averaged over a quarter of a second; 0: by hand only
     * @param claimWindow how long a called fan has to claim the pass
     * @param lease how long a pass lasts
     * @param presenceGrace how long a waiting fan whom nobody sees any more keeps the place; zero: for ever
     * @param challengeBits difficulty of the proof of work that a join must bring, before load raises it; 0: none
     */
    public record Limits(
            int capacity,
            int admissionsPerSecond,
            Duration claimWindow,
            Duration lease,
            Refresh refresh,
            Duration presenceGrace,
            int challengeBits) {
        /** Long enough to come back to the phone and press the button, short enough that a no-show costs little. */
        public static final Duration CLAIM_WINDOW_DEFAULT = Duration.ofSeconds(45);

        /** Choosing seats and paying takes most people three to five minutes. */
        public static final Duration LEASE_DEFAULT = Duration.ofMinutes(10);

        /** A tunnel, a lift, a phone that slept: long enough for these, short enough that ghosts do not stand in the way. */
        public static final Duration PRESENCE_GRACE_DEFAULT = Duration.ofSeconds(60);

        public Limits {
            require(capacity >= 0 && capacity <= CAPACITY_MAX, "capacity is not between 0 and " + CAPACITY_MAX);
            require(
                    admissionsPerSecond >= 0 && admissionsPerSecond <= ADMISSIONS_PER_SECOND_MAX,
                    "admissions a second are not between 0 and " + ADMISSIONS_PER_SECOND_MAX);
            require(claimWindow.isPositive() && lease.isPositive(), "claim window and lease must be positive");
            require(!presenceGrace.isNegative(), "the grace of presence must not be negative");
            require(
                    challengeBits >= 0 && challengeBits <= CHALLENGE_BITS_MAX,
                    "the challenge's bits are not between 0 and " + CHALLENGE_BITS_MAX);
        }

        /** The usual ones, with these numbers. */
        public static Limits of(int capacity, int admissionsPerSecond) {
            return new Limits(
                    capacity,
                    admissionsPerSecond,
                    CLAIM_WINDOW_DEFAULT,
                    LEASE_DEFAULT,
                    Refresh.KEEP,
                    PRESENCE_GRACE_DEFAULT,
                    0);
        }
    }

    /**
     * For how long the sale's clock, by which deadlines run, has stood still.
     *
     * @param since when the pause under way began; null if there is none
     * @param total how long the pauses before it were, together
     */
    public record Pauses(@Nullable Instant since, Duration total) {
        public static final Pauses NONE = new Pauses(null, Duration.ZERO);

        private Pauses begun(Instant now) {
            return since == null ? new Pauses(now, total) : this;
        }

        private Pauses ended(Instant now) {
            Duration latest = since == null || now.isBefore(since) ? Duration.ZERO : Duration.between(since, now);
            return new Pauses(null, total.plus(latest));
        }
    }

    /** A sale as it starts. */
    public static SalePolicy first(SaleId sale, Times times, LineOrder order, Limits limits) {
        return new SalePolicy(sale, 1, SaleState.RUNNING, "", times, order, limits, Pauses.NONE);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** The next version, in another state from {@code now} on. */
    public SalePolicy in(SaleState next, String reason, Instant now) {
        Pauses nextPauses = next == SaleState.PAUSED ? pauses.begun(now) : pauses.ended(now);
        return new SalePolicy(sale, version + 1, next, reason, times, order, limits, nextPauses);
    }

    /** Whether it was closed because all seats are sold: by nobody's decision, so that it may run again. */
    public boolean isSoldOut() {
        return state == SaleState.CLOSED && message.equals(SoldOut.REASON);
    }

    /** The next version, with these limits. */
    public SalePolicy with(Limits next) {
        return new SalePolicy(sale, version + 1, state, message, times, order, next, pauses);
    }
}
