package io.onsale.ticket.refund;

import io.onsale.kernel.money.Money;
import io.onsale.ticket.payment.PaymentProvider.Returned;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All refunds. Added only under the lock of their booking. */
public interface Refunds {
    /** Why money goes back. */
    enum Cause {
        CANCELLATION,
        PAID_TOO_LATE,
        WRONG_AMOUNT,
        /** Not our doing: made at the provider. */
        EXTERNAL
    }

    /**
     * A refund that is wished for.
     *
     * @param before what of the payment is back or on its way back without it
     * @param paid the whole payment
     */
    record Request(String refundId, String paymentId, Money amount, Money before, Money paid, String reason) {}

    /** Tickets that were given back. */
    record Cancelled(String cancellationId, List<String> ticketIds, Money amount, Money fee) {}

    /** @param sendAfter from when on the loop may send it */
    Mono<Void> add(Request request, Cause cause, Duration sendAfter);

    /** Records what went back without our doing. */
    Mono<Void> addExternal(String paymentId, Returned returned, Money paid);

    /** All refunds of a payment, in the order in which they were asked for. */
    Flux<Refund> ofPayment(String paymentId);

    Mono<Boolean> exists(String paymentId, Cause cause);

    /** Whether it is still to be sent, or was sent without an answer. */
    Mono<Boolean> isRequested(String refundId);

    /** The refund if it can be sent now: it is requested, and no earlier one of its payment has a try before it. */
    Mono<Refund> findNext(String refundId);

    /** Says that the provider has done it, and calls it {@code cancellationId}. */
    Mono<Void> markDone(String refundId, String cancellationId);

    /** The same of one that was found in the provider's books, whatever we thought of it. */
    Mono<Void> markFound(String refundId, String cancellationId, Money amount);

    /** Lowers a requested refund, and what its cancellation says, to what is left; one that nothing is left for is superseded. */
    Mono<Void> shrink(String refundId, Money amount);

    /** The next refund of each payment that is due; nobody else gets them for a while that grows with the tries. */
    Flux<Refund> leaseDue(int limit);

    Mono<Void> addCancellation(String bookingId, Cancelled cancelled, String reason);

    Mono<Cancelled> findCancellation(String cancellationId);
}
