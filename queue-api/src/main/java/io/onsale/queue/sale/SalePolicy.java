package io.onsale.queue.sale;

import io.onsale.kernel.id.SaleId;
import java.time.Duration;
import java.time.Instant;

/**
 * How a sale is to run.
 *
 * @param version from 1; grows with every change
 * @param message the operator's reason for the state, shown to fans; empty if there is none
 * @param lobbyOpensAt from when fans may join; equal to {@code opensAt} if there is no lobby
 * @param capacity how many may be called or admitted at the same time
 * @param admissionsPerSecond how many are called a second at most, averaged over half a second
 * @param claimWindow how long a called fan has to claim the pass
 * @param lease how long a pass lasts
 */
public record SalePolicy(
        SaleId sale,
        long version,
        SaleState state,
        String message,
        Instant lobbyOpensAt,
        Instant opensAt,
        Instant closesAt,
        LineOrder order,
        int capacity,
        int admissionsPerSecond,
        Duration claimWindow,
        Duration lease) {
    /** Long enough to come back to the phone and press the button, short enough that a no-show costs little. */
    public static final Duration CLAIM_WINDOW_DEFAULT = Duration.ofSeconds(45);

    /** Choosing seats and paying takes most people three to five minutes. */
    public static final Duration LEASE_DEFAULT = Duration.ofMinutes(10);

    public static final int CAPACITY_MAX =
            1_000_000; // the scripts' work grows with moves, not with this; a guard against typing errors
    public static final int ADMISSIONS_PER_SECOND_MAX = 10_000; // what admit_next can move in its ticks

    public SalePolicy {
        require(
                !lobbyOpensAt.isAfter(opensAt) && opensAt.isBefore(closesAt),
                "lobby, opening and end are not in order");
        require(capacity >= 0 && capacity <= CAPACITY_MAX, "capacity is not between 0 and " + CAPACITY_MAX);
        require(
                admissionsPerSecond >= 1 && admissionsPerSecond <= ADMISSIONS_PER_SECOND_MAX,
                "admissions a second are not between 1 and " + ADMISSIONS_PER_SECOND_MAX);
        require(claimWindow.isPositive() && lease.isPositive(), "claim window and lease must be positive");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** The next version, in another state. */
    SalePolicy in(SaleState next, String reason) {
        return new SalePolicy(
                sale,
                version + 1,
                next,
                reason,
                lobbyOpensAt,
                opensAt,
                closesAt,
                order,
                capacity,
                admissionsPerSecond,
                claimWindow,
                lease);
    }

    /** The next version, with these limits. */
    SalePolicy with(Limits limits) {
        return new SalePolicy(
                sale,
                version + 1,
                state,
                message,
                lobbyOpensAt,
                opensAt,
                closesAt,
                order,
                limits.capacity(),
                limits.admissionsPerSecond(),
                limits.claimWindow(),
                limits.lease());
    }

    /** What an operator may change while the sale runs. */
    public record Limits(int capacity, int admissionsPerSecond, Duration claimWindow, Duration lease) {}
}
