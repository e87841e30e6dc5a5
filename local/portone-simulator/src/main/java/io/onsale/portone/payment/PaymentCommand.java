package io.onsale.portone.payment;

import org.jspecify.annotations.Nullable;

/** A request to change one payment. All amounts are minor units; null means "not given". */
public sealed interface PaymentCommand {
    MerchantPaymentId paymentId();

    /** The shop fixes the price. */
    record PreRegister(MerchantPaymentId paymentId, long total, long taxFree, String currency)
            implements PaymentCommand {}

    /** The buyer authenticates. */
    record CheckOut(MerchantPaymentId paymentId, Card card) implements PaymentCommand {}

    /** The shop approves (manual approval): this charges the card. Values besides the token are only compared. */
    record Confirm(
            MerchantPaymentId paymentId,
            String paymentToken,
            @Nullable String txId,
            @Nullable String currency,
            @Nullable Long total,
            @Nullable Long taxFree,
            @Nullable Boolean isTest)
            implements PaymentCommand {}

    /**
     * Money is refunded.
     *
     * @param amount null = all that can be refunded
     * @param currentRefundable what the caller believes can be refunded; refused if it differs
     * @param trigger who cancelled
     */
    record Cancel(
            MerchantPaymentId paymentId,
            @Nullable Long amount,
            @Nullable Long taxFree,
            @Nullable Long vat,
            String reason,
            @Nullable Long currentRefundable,
            Trigger trigger)
            implements PaymentCommand {}
}
