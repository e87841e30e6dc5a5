package io.onsale.ticket.refund;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.money.Money;
import io.onsale.ticket.booking.PaymentId;
import io.onsale.ticket.payment.PaymentProvider.Returned;
import io.onsale.ticket.ticket.TicketId;
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
    record Request(RefundId id, PaymentId payment, Money amount, Money before, Money paid, String reason) {}

    /** Tickets that were given back. */
    record Cancelled(RefundId id, List<TicketId> ticketIds, Money amount, Money fee) {}

    /** @param sendAfter from when on the loop may send it */
    Mono<Void> add(Request request, Cause cause, Duration sendAfter);

    /** Records what went back without our doing. */
    Mono<Void> addExternal(PaymentId payment, Returned returned, Money paid);

    /** All refunds of a payment, in the order in which they were asked for. */
    Flux<Refund> ofPayment(PaymentId payment);

    Mono<Boolean> exists(PaymentId payment, Cause cause);

    /** Whether it is still to be sent, or was sent without an answer. */
    Mono<Boolean> isRequested(RefundId id);

    /** The refund if it can be sent now: it is requested, and no earlier one of its payment has a try before it. */
    Mono<Refund> findNext(RefundId id);

    /** Says that the provider has done it, and calls it {@code cancellationId}. */
    Mono<Void> markDone(RefundId id, String cancellationId);

    /** The same of one that was found in the provider's books, whatever we thought of it. */
    Mono<Void> markFound(RefundId id, String cancellationId, Money amount);

    /** Lowers a requested refund, and what its cancellation says, to what is left; one that nothing is left for is superseded. */
    Mono<Void> shrink(RefundId id, Money amount);

    /** The next refund of each payment that is due; nobody else gets them for a while that grows with the tries. */
    Flux<Refund> leaseDue(int limit);

    Mono<Void> addCancellation(BookingId booking, Cancelled cancelled, String reason);

    Mono<Cancelled> findCancellation(RefundId id);
}
