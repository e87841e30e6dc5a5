package io.onsale.portone.payment;

import org.jspecify.annotations.Nullable;

/** Something that somebody wants done to one payment. All amounts are minor units; a null is "not said". */
public sealed interface PaymentCommand {
    PaymentId paymentId();

    /** The shop fixes the price. */
    record PreRegister(PaymentId paymentId, long total, long taxFree, String currency) implements PaymentCommand {}

    /** The buyer authenticates. */
    record CheckOut(PaymentId paymentId, Card card) implements PaymentCommand {}

    /** The shop approves (manual approval): this charges the card. What it says beside the token is only compared. */
    record Confirm(
            PaymentId paymentId,
            String paymentToken,
            @Nullable String txId,
            @Nullable String currency,
            @Nullable Long total,
            @Nullable Long taxFree,
            @Nullable Boolean isTest)
            implements PaymentCommand {}

    /**
     * Money goes back.
     *
     * @param amount null = all that is left
     * @param currentRefundable what the caller believes is left; another figure is refused
     * @param trigger whose doing it is
     */
    record Cancel(
            PaymentId paymentId,
            @Nullable Long amount,
            @Nullable Long taxFree,
            @Nullable Long vat,
            String reason,
            @Nullable Long currentRefundable,
            Trigger trigger)
            implements PaymentCommand {}
}
