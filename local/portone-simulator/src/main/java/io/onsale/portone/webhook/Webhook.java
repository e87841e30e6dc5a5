package io.onsale.portone.webhook;

import io.onsale.portone.payment.Identifiers;
import io.onsale.portone.payment.PaymentCancellation;
import io.onsale.portone.payment.SimulatedPayment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * PortOne's webhook (version 2024-04-25): what happened to which payment, without amounts; the receiver must query them.
 *
 * @param id webhook-id, the same for all deliveries of this webhook
 * @param timestamp when it happened, the same for all deliveries
 */
public record Webhook(
        String id,
        Type type,
        Instant timestamp,
        String paymentId,
        String transactionId,
        @Nullable String cancellationId) {
    /** The types that a card payment causes. */
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

    public static Webhook of(Type type, SimulatedPayment payment, Identifiers identifiers) {
        return new Webhook(
                identifiers.webhookId(type.wireName(), payment.id(), payment.attempt()),
                type,
                payment.statusChangedAt(),
                payment.id().value(),
                identifiers.transactionId(payment),
                null);
    }

    public static Webhook of(Type type, SimulatedPayment payment, PaymentCancellation refund, Identifiers identifiers) {
        return new Webhook(
                identifiers.webhookId(type.wireName(), payment.id(), refund.ordinal()),
                type,
                refund.at(),
                payment.id().value(),
                identifiers.transactionId(payment),
                identifiers.cancellationId(payment.id(), refund));
    }
}
