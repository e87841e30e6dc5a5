package io.onsale.ticket.payment;

import io.onsale.kernel.money.Money;
import io.onsale.ticket.booking.PaymentId;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * The payment provider. Fails closed: errors with {@code Unavailable} where nothing can be said; what is unknown is never taken
 * for a no.
 */
public interface PaymentProvider {
    /**
     * A payment as the provider shows it.
     *
     * @param cancelled the sum of all money that went back
     * @param returned the same one by one
     */
    record View(
            PaymentId paymentId, Status status, Money total, Money cancelled, List<Returned> returned, String failure) {
        /** What can still go back. */
        public Money left() {
            return total.minus(cancelled);
        }
    }

    /**
     * Money that went back, or is about to: a cancellation, as the provider calls it.
     *
     * @param isDone false while the provider works on it, and if that failed
     * @param isPending whether the provider works on it
     * @param reason as it was given
     * @param doneBy who cancelled, as the provider names it; API: a caller with our secret, normally this service
     */
    record Returned(String id, boolean isDone, boolean isPending, Money amount, String reason, String doneBy) {
        /** Whether a bank took the money back. */
        public boolean isChargeback() {
            return doneBy.equals("CHARGEBACK");
        }
    }

    /** PortOne's words. */
    enum Status {
        READY,
        PAY_PENDING,
        VIRTUAL_ACCOUNT_ISSUED,
        PAID,
        FAILED,
        PARTIAL_CANCELLED,
        CANCELLED,
        /** A status that we do not know: nothing follows from it. */
        OTHER
    }

    /** What a confirmation was answered. */
    sealed interface Confirmation {
        /** The provider has answered; what became of the money is to be read from the payment. */
        record Answered() implements Confirmation {}

        /** It refused to take this payment so, and this attempt has not charged anything. */
        record Refused(String reason) implements Confirmation {}

        /** It failed while it worked on it, or would not hear of it for reasons that are not the payment's. */
        record Failed() implements Confirmation {}

        /** No answer in time, or none of the provider's own. */
        record Silent() implements Confirmation {}
    }

    /** What a cancellation was answered. */
    sealed interface Cancellation {
        record Done(String cancellationId) implements Cancellation {}

        /** To be read from the payment: refused with {@code reason}, or not finished. */
        record Unclear(String reason) implements Cancellation {}
    }

    /** Fixes the amount; safe to repeat. */
    Mono<Void> preRegister(PaymentId paymentId, Money total);

    /**
     * Charges the buyer who has the token.
     *
     * @param key the same for repeats of one attempt
     */
    Mono<Confirmation> confirm(PaymentId paymentId, String paymentToken, Money total, String key);

    /** The payment as it stands, or empty if the provider does not know it. */
    Mono<View> find(PaymentId paymentId);

    /**
     * Gives money back.
     *
     * @param before what can be cancelled before this; refused if it is not that
     */
    Mono<Cancellation> cancel(PaymentId paymentId, Money amount, Money before, String reason, String key);
}
