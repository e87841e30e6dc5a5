package io.onsale.ticket.refund;

import io.onsale.kernel.money.Money;
import io.onsale.ticket.booking.PaymentId;
import org.jspecify.annotations.Nullable;

/**
 * Money on its way back, or back.
 *
 * @param amount what is asked for, or was given back; less than was asked for if the payment had no more left
 * @param cancellationId the provider's name for it; null until known
 * @param isSettledLong whether it has been settled for so long that the provider's books must show it
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
        /** The money is back. */
        SUCCEEDED,
        /** Not needed any more: the money went back another way. */
        SUPERSEDED
    }

    /**
     * The reason as the provider gets it. It begins with the refund's id: should the answer be lost, the cancellation in the provider's
     * books is provably this refund's.
     */
    public String reasonSent() {
        return id + " " + reason;
    }

    /** Whether a cancellation that was given {@code reasonFound} is this refund's. */
    boolean isReason(String reasonFound) {
        return reasonFound.startsWith(id + " ");
    }

    boolean isRequested() {
        return state == State.REQUESTED;
    }

    /** One idempotency key for each remaining amount: the provider keeps refusals under their key, too. */
    String keyFor(Money before) {
        return id + "." + before.amount();
    }
}
