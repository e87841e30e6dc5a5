package io.onsale.ticket.payment;

import io.onsale.ticket.booking.PaymentId;
import org.jspecify.annotations.Nullable;

/**
 * One press of the pay button. When it started and when it is given up is kept and compared by the database alone: the clocks of two
 * nodes may differ.
 *
 * @param attemptId also the provider's idempotency key
 * @param reason of a decline
 */
public record Attempt(
        AttemptId attemptId,
        PaymentId paymentId,
        State state,
        @Nullable String reason) {
    /** {@code SENT → UNKNOWN → PAID | DECLINED}, or from SENT at once. Found money moves a declined one to PAID. */
    public enum State {
        /** The call to the provider is under way, or broke off without a trace. */
        SENT,
        /** The call is over and did not tell. */
        UNKNOWN,
        PAID,
        DECLINED
    }
}
