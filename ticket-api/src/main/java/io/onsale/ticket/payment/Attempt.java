package io.onsale.ticket.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One press of the pay button.
 *
 * @param attemptId also the provider's idempotency key
 * @param reason of a decline
 * @param giveUpAt a payment that is not paid by then was not charged by this attempt
 */
public record Attempt(
        String attemptId,
        String paymentId,
        State state,
        @Nullable String reason,
        Instant startedAt,
        Instant giveUpAt) {
    /** {@code SENT → UNKNOWN → PAID | DECLINED}, or from SENT at once. Found money moves a declined one to PAID. */
    public enum State {
        /** The call to the provider is under way, or broke off without a trace. */
        SENT,
        /** The call is over and did not tell. */
        UNKNOWN,
        PAID,
        DECLINED;

        public boolean isOpen() {
            return this == SENT || this == UNKNOWN;
        }
    }
}
