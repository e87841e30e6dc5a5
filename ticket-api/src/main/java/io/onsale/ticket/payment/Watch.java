package io.onsale.ticket.payment;

import java.time.Duration;

/**
 * How long, and how often, the provider is asked about a payment without a webhook. The pauses double from {@code first} to {@code
 * most}; an answer that comes after {@code span} is the last one.
 */
public enum Watch {
    /**
     * A payment that has not come: its attempt was given up, or its booking is over. An acquirer reports a charge within days, and
     * half of them within minutes.
     */
    UNPAID(Duration.ofMinutes(1), Duration.ofHours(6), Duration.ofDays(7)),
    /** A payment whose money may go back at the provider. Card networks take chargebacks for about half a year. */
    PAID(Duration.ofMinutes(10), Duration.ofDays(7), Duration.ofDays(180));

    private final Duration first;
    private final Duration most;
    private final Duration span;

    Watch(Duration first, Duration most, Duration span) {
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
