package io.onsale.queue.sale;

import io.onsale.kernel.id.SaleId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a sale runs.
 *
 * @param version from 1; grows with every change
 * @param message what the operators tell the fans: the reason for the state, or a message since then; empty if there is none
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
            1_000_000; // guards against typing errors; the work of scripts does not grow with it
    public static final int ADMISSIONS_PER_SECOND_MAX = 10_000; // the most that admit_next can move
    public static final int CHALLENGE_BITS_MAX = 24; // some ten seconds on a phone; more would exclude people

    /**
     * The times of the sale.
     *
     * @param lobbyOpensAt from when fans may join; equal to {@code opensAt} if there is no lobby
     */
    public record Times(Instant lobbyOpensAt, Instant opensAt, Instant closesAt) {
        public Times {
            require(
                    !lobbyOpensAt.isAfter(opensAt) && opensAt.isBefore(closesAt),
                    "lobby, opening and end must be in this order");
        }
    }

    /**
     * What an operator may change while the sale runs.
     *
     * @param capacity how many fans may be called or admitted at the same time
     * @param admissionsPerSecond how many fans are called per second at most, averaged over a quarter of a second; 0: by hand only
     * @param claimWindow how long a called fan has to claim the pass
     * @param lease how long a pass lasts
     * @param presenceGrace how long an absent waiting fan keeps the place; zero: permanently
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
        /** Long enough to return to the phone and press the button, short enough that a no-show costs little. */
        public static final Duration CLAIM_WINDOW_DEFAULT = Duration.ofSeconds(45);

        /** Choosing seats and paying takes most people three to five minutes. */
        public static final Duration LEASE_DEFAULT = Duration.ofMinutes(10);

        /** Long enough for a tunnel, a lift or a sleeping phone, short enough that absent fans do not delay the others. */
        public static final Duration PRESENCE_GRACE_DEFAULT = Duration.ofSeconds(60);

        public Limits {
            require(capacity >= 0 && capacity <= CAPACITY_MAX, "capacity must be between 0 and " + CAPACITY_MAX);
            require(
                    admissionsPerSecond >= 0 && admissionsPerSecond <= ADMISSIONS_PER_SECOND_MAX,
                    "admissions per second must be between 0 and " + ADMISSIONS_PER_SECOND_MAX);
            require(claimWindow.isPositive() && lease.isPositive(), "claim window and lease must be positive");
            require(!presenceGrace.isNegative(), "presence grace must not be negative");
            require(
                    challengeBits >= 0 && challengeBits <= CHALLENGE_BITS_MAX,
                    "challenge bits must be between 0 and " + CHALLENGE_BITS_MAX);
        }

        /** The defaults, with this capacity and rate. */
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
     * How long the sale's clock, by which deadlines run, has stood still.
     *
     * @param since the start of the present pause; null if the sale is not paused
     * @param total the length of all earlier pauses together
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

    /** The first version of a sale's policy. */
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

    /** Whether the sale was closed because all seats are sold, not by an operator; then it may run again. */
    public boolean isSoldOut() {
        return state == SaleState.CLOSED && message.equals(SoldOut.REASON);
    }

    /** The next version, with this message. */
    SalePolicy saying(String text) {
        return new SalePolicy(sale, version + 1, state, text, times, order, limits, pauses);
    }

    /** The next version, with these limits. */
    public SalePolicy with(Limits next) {
        return new SalePolicy(sale, version + 1, state, message, times, order, next, pauses);
    }
}
