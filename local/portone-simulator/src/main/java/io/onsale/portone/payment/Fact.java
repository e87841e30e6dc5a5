package io.onsale.portone.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that has happened to one payment. The journal is a list of facts; a payment is their sum. */
public sealed interface Fact {
    PaymentId paymentId();

    Instant at();

    /** The shop fixed the price on the server; amounts in minor units. It voids any earlier checkout. */
    record PreRegistered(PaymentId paymentId, long total, long taxFree, String currency, Instant at) implements Fact {}

    /** The buyer authenticated with a card; a token for this attempt exists. */
    record CheckedOut(PaymentId paymentId, Card card, Instant at) implements Fact {}

    record Paid(PaymentId paymentId, Instant at) implements Fact {}

    record ChargeFailed(PaymentId paymentId, PgFailure failure, Instant at) implements Fact {}

    /** @param trigger null in older journals, which means the shop */
    record Refunded(
            PaymentId paymentId,
            long amount,
            long taxFree,
            long vat,
            String reason,
            @Nullable Trigger trigger,
            Instant at)
            implements Fact {}
}
