package io.onsale.ticket.payment;

import io.onsale.ticket.booking.PaymentId;
import org.jspecify.annotations.Nullable;

/**
 * One press of the pay button. Its times are stored and compared by the database only, because the clocks of nodes differ.
 *
 * @param attemptId also the provider's idempotency key
 * @param reason of a decline
 */
public record Attempt(
        AttemptId attemptId,
        PaymentId paymentId,
        State state,
        @Nullable String reason) {
    /** {@code SENT → UNKNOWN → PAID | DECLINED}, or from SENT at once. If the money is found later, a declined one moves to PAID. */
    public enum State {
        /** The call to the provider is in progress, or broke off without a result. */
        SENT,
        /** The call ended without a clear result. */
        UNKNOWN,
        PAID,
        DECLINED
    }
}
