package io.onsale.portone.web;

import io.onsale.portone.payment.Identifiers;
import io.onsale.portone.payment.PaymentCancellation;
import io.onsale.portone.payment.PaymentStatus;
import io.onsale.portone.payment.PgFailure;
import io.onsale.portone.payment.SimulatedPayment;
import java.time.Instant;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Payments as PortOne V2 represents them, with the fields that a card payment of a simple shop has. */
final class Documents {
    private final String storeId;
    private final Identifiers identifiers;

    Documents(String storeId, Identifiers identifiers) {
        this.storeId = storeId;
        this.identifiers = identifiers;
    }

    /** The union by status of {@code GET /payments/{paymentId}}. */
    ObjectNode payment(SimulatedPayment payment) {
        ObjectNode document = Json.object();
        document.put("status", payment.status().name());
        document.put("id", payment.id().value());
        document.put("transactionId", identifiers.transactionId(payment));
        document.put("merchantId", "merchant-simulator");
        document.put("storeId", storeId);
        document.put("version", "V2");
        addChannel(document.putObject("channel"));
        document.putObject("method").put("type", "PaymentMethodCard");
        document.put("requestedAt", payment.requestedAt().toString());
        document.put("updatedAt", payment.statusChangedAt().toString());
        document.put("statusChangedAt", payment.statusChangedAt().toString());
        document.put("orderName", payment.id().value());
        addAmount(document.putObject("amount"), payment);
        document.put("currency", payment.currency());
        document.putObject("customer");
        addPaid(document, payment);
        addFailure(document, payment);
        addCancellations(document, payment);
        return document;
    }

    /** The answer to a confirmation. */
    ObjectNode confirmed(SimulatedPayment payment) {
        ObjectNode document = Json.object();
        ObjectNode summary = document.putObject("payment");
        summary.put("pgTxId", identifiers.pgTxId(payment));
        summary.put("paidAt", String.valueOf(payment.paidAt()));
        return document;
    }

    /** The answer to a cancellation. */
    ObjectNode cancelled(SimulatedPayment payment, PaymentCancellation refund) {
        ObjectNode document = Json.object();
        addCancellation(document.putObject("cancellation"), payment, refund);
        return document;
    }

    /** The answer to a checkout. */
    ObjectNode authenticated(SimulatedPayment payment) {
        return Json.object().put("paymentToken", identifiers.paymentToken(payment));
    }

    private static void addChannel(ObjectNode channel) {
        channel.put("type", "TEST");
        channel.put("id", "channel-id-simulator");
        channel.put("key", "channel-key-simulator");
        channel.put("name", "simulator");
        channel.put("pgProvider", "TOSSPAYMENTS");
        channel.put("pgMerchantId", "simulator");
    }

    private static void addAmount(ObjectNode amount, SimulatedPayment payment) {
        long taxed = payment.total() - payment.taxFree();
        long vat = Math.round(taxed / 11.0); // Korea's 10 % on top, so an eleventh of the price
        amount.put("total", payment.total());
        amount.put("taxFree", payment.taxFree());
        amount.put("vat", vat);
        amount.put("supply", taxed - vat);
        amount.put("discount", 0);
        amount.put("paid", payment.captured());
        amount.put("cancelled", payment.refunded());
        amount.put(
                "cancelledTaxFree",
                payment.refunds().stream()
                        .mapToLong(PaymentCancellation::taxFree)
                        .sum());
    }

    private void addPaid(ObjectNode document, SimulatedPayment payment) {
        Instant paidAt = payment.paidAt();
        if (paidAt != null) {
            document.put("paidAt", paidAt.toString());
            document.put("pgTxId", identifiers.pgTxId(payment));
            document.putArray("disputes");
        }
    }

    private static void addFailure(ObjectNode document, SimulatedPayment payment) {
        PgFailure failure = payment.failure();
        if (failure != null) {
            document.put("failedAt", payment.statusChangedAt().toString());
            ObjectNode reason = document.putObject("failure");
            reason.put("reason", failure.pgMessage());
            reason.put("pgCode", failure.pgCode());
            reason.put("pgMessage", failure.pgMessage());
        }
    }

    private void addCancellations(ObjectNode document, SimulatedPayment payment) {
        if (payment.refunds().isEmpty()) {
            return;
        }
        ArrayNode cancellations = document.putArray("cancellations");
        payment.refunds().forEach(refund -> addCancellation(cancellations.addObject(), payment, refund));
        if (payment.status() == PaymentStatus.CANCELLED || payment.status() == PaymentStatus.PARTIAL_CANCELLED) {
            document.put("cancelledAt", payment.refunds().getLast().at().toString());
        }
    }

    private void addCancellation(ObjectNode cancellation, SimulatedPayment payment, PaymentCancellation refund) {
        cancellation.put("status", "SUCCEEDED");
        cancellation.put("id", identifiers.cancellationId(payment.id(), refund));
        cancellation.put("pgCancellationId", identifiers.pgCancellationId(payment.id(), refund));
        cancellation.put("totalAmount", refund.amount());
        cancellation.put("taxFreeAmount", refund.taxFree());
        cancellation.put("vatAmount", refund.vat());
        cancellation.put("reason", refund.reason());
        cancellation.put("requestedAt", refund.at().toString());
        cancellation.put("cancelledAt", refund.at().toString());
        cancellation.put("trigger", refund.trigger().name());
    }
}
