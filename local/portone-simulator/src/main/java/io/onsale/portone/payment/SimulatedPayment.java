package io.onsale.portone.payment;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One payment as the provider sees it.
 *
 * @param position its position in the order of creation; listings page by it
 * @param total the pre-registered price in minor units; nothing else can ever be charged
 * @param attempt how many times a buyer has checked out or the price was changed: ids and tokens belong to one attempt
 * @param captures how many times money was captured; above 1 would be a bug, which the audit checks for
 */
public record SimulatedPayment(
        MerchantPaymentId id,
        long position,
        long total,
        long taxFree,
        String currency,
        PaymentStatus status,
        int attempt,
        @Nullable Card card,
        Instant requestedAt,
        Instant statusChangedAt,
        @Nullable Instant paidAt,
        @Nullable PgFailure failure,
        int captures,
        List<PaymentCancellation> refunds) {

    static SimulatedPayment opened(Fact.PreRegistered fact, long position) {
        return new SimulatedPayment(
                fact.paymentId(),
                position,
                fact.total(),
                fact.taxFree(),
                fact.currency(),
                PaymentStatus.READY,
                0,
                null,
                fact.at(),
                fact.at(),
                null,
                null,
                0,
                List.of());
    }

    /** Minor units refunded so far. */
    public long refunded() {
        return refunds.stream().mapToLong(PaymentCancellation::amount).sum();
    }

    /** Minor units captured, regardless of later refunds. */
    public long captured() {
        return status.isCaptured() ? total : 0;
    }

    /** Minor units that can still be refunded. */
    public long refundable() {
        return captured() - refunded();
    }

    SimulatedPayment after(Fact fact) {
        return switch (fact) {
            case Fact.PreRegistered f -> repriced(f);
            case Fact.CheckedOut f -> moved(PaymentStatus.PAY_PENDING, attempt + 1, f.card(), null, f.at());
            case Fact.Paid f -> paid(f.at());
            case Fact.ChargeFailed f -> moved(PaymentStatus.FAILED, attempt, card, f.failure(), f.at());
            case Fact.Refunded f -> refunded(f);
        };
    }

    private SimulatedPayment repriced(Fact.PreRegistered fact) {
        return new SimulatedPayment(
                id,
                position,
                fact.total(),
                fact.taxFree(),
                fact.currency(),
                PaymentStatus.READY,
                attempt + 1,
                null,
                requestedAt,
                fact.at(),
                null,
                null,
                captures,
                refunds);
    }

    private SimulatedPayment moved(
            PaymentStatus next, int nextAttempt, @Nullable Card nextCard, @Nullable PgFailure reason, Instant at) {
        return new SimulatedPayment(
                id,
                position,
                total,
                taxFree,
                currency,
                next,
                nextAttempt,
                nextCard,
                requestedAt,
                at,
                paidAt,
                reason,
                captures,
                refunds);
    }

    private SimulatedPayment paid(Instant at) {
        return new SimulatedPayment(
                id,
                position,
                total,
                taxFree,
                currency,
                PaymentStatus.PAID,
                attempt,
                card,
                requestedAt,
                at,
                at,
                null,
                captures + 1,
                refunds);
    }

    private SimulatedPayment refunded(Fact.Refunded fact) {
        PaymentCancellation refund = new PaymentCancellation(
                refunds.size() + 1,
                fact.amount(),
                fact.taxFree(),
                fact.vat(),
                fact.reason(),
                fact.trigger() == null ? Trigger.API : fact.trigger(),
                fact.at());
        PaymentStatus next = fact.amount() == refundable() ? PaymentStatus.CANCELLED : PaymentStatus.PARTIAL_CANCELLED;
        return new SimulatedPayment(
                id,
                position,
                total,
                taxFree,
                currency,
                next,
                attempt,
                card,
                requestedAt,
                fact.at(),
                paidAt,
                null,
                captures,
                Stream.concat(refunds.stream(), Stream.of(refund)).toList());
    }
}
