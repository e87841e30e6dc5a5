package io.onsale.portone.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that has happened to one payment. The journal is a list of facts; a payment is their sum. */
public sealed interface Fact {
    MerchantPaymentId paymentId();

    Instant at();

    /** The shop fixed the price on the server; amounts in minor units. It voids any earlier checkout. */
    record PreRegistered(MerchantPaymentId paymentId, long total, long taxFree, String currency, Instant at)
            implements Fact {}

    /** The buyer authenticated with a card; a token for this attempt exists. */
    record CheckedOut(MerchantPaymentId paymentId, Card card, Instant at) implements Fact {}

    record Paid(MerchantPaymentId paymentId, Instant at) implements Fact {}

    record ChargeFailed(MerchantPaymentId paymentId, PgFailure failure, Instant at) implements Fact {}

    /** @param trigger null in older journals, which means the shop */
    record Refunded(
            MerchantPaymentId paymentId,
            long amount,
            long taxFree,
            long vat,
            String reason,
            @Nullable Trigger trigger,
            Instant at)
            implements Fact {}
}
