package io.onsale.ticket.payment;

import io.onsale.kernel.money.Money;
import reactor.core.publisher.Mono;

/** Gives back money that belongs to no booking. */
public interface MoneyBack {
    /** Why the money belongs to no booking. */
    enum Cause {
        /** The booking had expired. */
        PAID_TOO_LATE,
        /** Not the booking's amount or currency. */
        WRONG_AMOUNT
    }

    /**
     * Records the refund in the current transaction; it is sent afterwards. Does nothing if one was recorded before.
     *
     * @param left what of {@code captured} has not gone back yet
     */
    Mono<Void> giveBack(Payment payment, Money captured, Money left, Cause cause);
}
