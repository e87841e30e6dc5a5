package io.onsale.ticket.payment;

import io.onsale.kernel.money.Money;
import reactor.core.publisher.Mono;

/** Gives back money that no booking is for. */
public interface MoneyBack {
    /** Why. */
    enum Cause {
        /** The booking had expired. */
        PAID_TOO_LATE,
        /** Not the booking's amount or currency. */
        WRONG_AMOUNT
    }

    /**
     * Records the refund in the transaction at hand; it is sent afterwards. Nothing happens if one was recorded before.
     *
     * @param left what of {@code captured} has not gone back yet
     */
    Mono<Void> giveBack(Payment payment, Money captured, Money left, Cause cause);
}
