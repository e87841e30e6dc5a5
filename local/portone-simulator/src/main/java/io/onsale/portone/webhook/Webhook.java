package io.onsale.portone.webhook;

import io.onsale.portone.payment.Identifiers;
import io.onsale.portone.payment.Payment;
import io.onsale.portone.payment.Refund;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * PortOne's thin notice (version 2024-04-25): what happened to which payment, never how much; the receiver is to ask.
 *
 * @param id webhook-id, the same over all deliveries of this notice
 * @param timestamp when it happened, the same over all deliveries
 */
public record Webhook(
        String id,
        Type type,
        Instant timestamp,
        String paymentId,
        String transactionId,
        @Nullable String cancellationId) {
    /** The kinds that a card payment brings about. */
    public enum Type {
        READY("Transaction.Ready"),
        PAY_PENDING("Transaction.PayPending"),
        PAID("Transaction.Paid"),
        FAILED("Transaction.Failed"),
        PARTIAL_CANCELLED("Transaction.PartialCancelled"),
        CANCELLED("Transaction.Cancelled");

        private final String wireName;

        Type(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    public static Webhook of(Type type, Payment payment, Identifiers identifiers) {
        return new Webhook(
                identifiers.webhookId(type.wireName(), payment.id(), payment.attempt()),
                type,
                payment.statusChangedAt(),
                payment.id().value(),
                identifiers.transactionId(payment),
                null);
    }

    public static Webhook of(Type type, Payment payment, Refund refund, Identifiers identifiers) {
        return new Webhook(
                identifiers.webhookId(type.wireName(), payment.id(), refund.ordinal()),
                type,
                refund.at(),
                payment.id().value(),
                identifiers.transactionId(payment),
                identifiers.cancellationId(payment.id(), refund));
    }
}
