package io.onsale.ticket.refund;

import io.onsale.kernel.money.Money;

/**
 * Money on its way back.
 *
 * @param refundId also the provider's idempotency key
 * @param refundedBefore what earlier refunds of the payment gave back, done before this one is sent
 * @param paid the whole payment
 */
public record Refund(String refundId, String paymentId, Money amount, Money refundedBefore, Money paid, String reason) {
    /** What the provider must still be able to cancel before this one. */
    public Money cancellableBefore() {
        return paid.minus(refundedBefore);
    }
}
