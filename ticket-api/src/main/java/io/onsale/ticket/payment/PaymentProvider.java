package io.onsale.ticket.payment;

import io.onsale.kernel.money.Money;
import io.onsale.ticket.booking.PaymentId;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * The payment provider. Fails closed: errors with {@code Unavailable} if the result is unknown; unknown never counts as refused.
 */
public interface PaymentProvider {
    /**
     * A payment in the books of the provider.
     *
     * @param cancelled the sum of all money that went back
     * @param returned the individual cancellations
     */
    record View(
            PaymentId paymentId, Status status, Money total, Money cancelled, List<Returned> returned, String failure) {
        /** What can still be refunded. */
        public Money left() {
            return total.minus(cancelled);
        }
    }

    /**
     * A cancellation, as the provider calls it: money that went back or is about to.
     *
     * @param isDone false while it is in progress, or if it failed
     * @param isPending whether it is in progress
     * @param reason as given in the request
     * @param doneBy who cancelled, in the words of the provider; API means a caller with our secret, normally this service
     */
    record Returned(String id, boolean isDone, boolean isPending, Money amount, String reason, String doneBy) {
        /** Whether a bank took the money back. */
        public boolean isChargeback() {
            return doneBy.equals("CHARGEBACK");
        }
    }

    /** The states of PortOne. */
    enum Status {
        READY,
        PAY_PENDING,
        VIRTUAL_ACCOUNT_ISSUED,
        PAID,
        FAILED,
        PARTIAL_CANCELLED,
        CANCELLED,
        /** An unknown status: it has no effect. */
        OTHER
    }

    /** The answer to a confirmation. */
    sealed interface Confirmation {
        /** The provider has answered; the result has to be read from the payment. */
        record Answered() implements Confirmation {}

        /** It refused; this attempt has charged nothing. */
        record Refused(String reason) implements Confirmation {}

        /** It failed, or refused for reasons that have nothing to do with the payment. */
        record Failed() implements Confirmation {}

        /** No answer in time, or not one of the provider itself. */
        record Silent() implements Confirmation {}
    }

    /** The answer to a cancellation. */
    sealed interface Cancellation {
        record Done(String cancellationId) implements Cancellation {}

        /** Refused with {@code reason}, or not finished: the result has to be read from the payment. */
        record Unclear(String reason) implements Cancellation {}
    }

    /** Registers the amount; safe to repeat. */
    Mono<Void> preRegister(PaymentId paymentId, Money total);

    /**
     * Charges the buyer to whom the token belongs.
     *
     * @param key the same for repeats of one attempt
     */
    Mono<Confirmation> confirm(PaymentId paymentId, String paymentToken, Money total, String key);

    /** The payment, or empty if the provider does not know it. */
    Mono<View> find(PaymentId paymentId);

    /**
     * Refunds money.
     *
     * @param before what can be refunded before this; the provider refuses if it is another amount
     */
    Mono<Cancellation> cancel(PaymentId paymentId, Money amount, Money before, String reason, String key);
}
