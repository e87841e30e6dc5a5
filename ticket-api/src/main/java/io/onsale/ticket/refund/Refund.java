package io.onsale.ticket.refund;

import io.onsale.kernel.money.Money;
import io.onsale.ticket.booking.PaymentId;
import org.jspecify.annotations.Nullable;

/**
 * A refund, requested or done.
 *
 * @param amount what is requested, or was refunded; less than was requested if the payment had no more left
 * @param cancellationId the provider's id of it; null until known
 * @param isSettledLong whether it was settled long enough ago for the provider's records to show it
 */
public record Refund(
        RefundId id,
        PaymentId payment,
        Refunds.Cause cause,
        State state,
        Money amount,
        String reason,
        @Nullable String cancellationId,
        boolean isSettledLong) {
    /** {@code REQUESTED → SUCCEEDED | SUPERSEDED}. */
    public enum State {
        /** To be sent to the provider, or sent without an answer. */
        REQUESTED,
        /** Done. */
        SUCCEEDED,
        /** No longer needed: the money was refunded in another way. */
        SUPERSEDED
    }

    /**
     * The reason as sent to the provider. It begins with the refund's id: if the answer is lost, the id proves that a cancellation in the
     * provider's records is this refund's.
     */
    public String reasonSent() {
        return id + " " + reason;
    }

    /** Whether a cancellation with the reason {@code reasonFound} is this refund's. */
    boolean isReason(String reasonFound) {
        return reasonFound.startsWith(id + " ");
    }

    boolean isRequested() {
        return state == State.REQUESTED;
    }

    /** One idempotency key per remaining amount, because the provider keeps refusals under their key as well. */
    String keyFor(Money before) {
        return id + "." + before.amount();
    }
}
