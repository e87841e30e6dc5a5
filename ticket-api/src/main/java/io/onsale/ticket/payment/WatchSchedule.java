package io.onsale.ticket.payment;

import java.time.Duration;

/**
 * How often and how long the provider is asked about a payment, independently of webhooks. The pauses double from {@code first} to {@code
 * most}; the first answer after {@code span} is the last one.
 */
public enum WatchSchedule {
    /**
     * An unpaid payment whose attempt was given up, or whose booking has ended. Acquirers report a charge within days, half of them within
     * minutes.
     */
    UNPAID(Duration.ofMinutes(1), Duration.ofHours(6), Duration.ofDays(7)),
    /** A paid payment that may be refunded at the provider. Card networks accept chargebacks for about half a year. */
    PAID(Duration.ofMinutes(10), Duration.ofDays(7), Duration.ofDays(180));

    private final Duration first;
    private final Duration most;
    private final Duration span;

    WatchSchedule(Duration first, Duration most, Duration span) {
        this.first = first;
        this.most = most;
        this.span = span;
    }

    public Duration first() {
        return first;
    }

    public Duration most() {
        return most;
    }

    public Duration span() {
        return span;
    }
}
