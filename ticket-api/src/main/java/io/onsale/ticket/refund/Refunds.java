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

/** All refunds, added only while their booking is locked. */
public interface Refunds {
    /** Why money is refunded. */
    enum Cause {
        CANCELLATION,
        PAID_TOO_LATE,
        WRONG_AMOUNT,
        /** Made at the provider, without us. */
        EXTERNAL
    }

    /**
     * A request for a refund.
     *
     * @param before how much of the payment is refunded or being refunded without it
     * @param paid the whole payment
     */
    record Request(RefundId id, PaymentId payment, Money amount, Money before, Money paid, String reason) {}

    /** A cancellation: the tickets that were given back. */
    record Cancelled(RefundId id, List<TicketId> ticketIds, Money amount, Money fee) {}

    /** @param sendAfter when the loop may send it */
    Mono<Void> add(Request request, Cause cause, Duration sendAfter);

    /** Records a refund made without us. */
    Mono<Void> addExternal(PaymentId payment, Returned returned, Money paid);

    /** All refunds of a payment, in the order of their requests. */
    Flux<Refund> ofPayment(PaymentId payment);

    Mono<Boolean> exists(PaymentId payment, Cause cause);

    /** Whether it is still to be sent, or was sent without an answer. */
    Mono<Boolean> isRequested(RefundId id);

    /** The refund if it can be sent now: it is requested, and no earlier one of its payment comes first. */
    Mono<Refund> findNext(RefundId id);

    /** Records that the provider has done it, under {@code cancellationId}. */
    Mono<Void> markDone(RefundId id, String cancellationId);

    /** The same for one found in the provider's records, in whatever state it was. */
    Mono<Void> markFound(RefundId id, String cancellationId, Money amount);

    /** Lowers a requested refund and its cancellation to what is left of the payment; if nothing is left it is superseded. */
    Mono<Void> shrink(RefundId id, Money amount);

    /** The next refund of each payment that is due; no other node gets them for a time that grows with the tries. */
    Flux<Refund> leaseDue(int limit);

    /** Who began a cancellation. */
    enum Origin {
        FAN,
        /** Support or a bank, at the provider. */
        PROVIDER,
        /** The seller, who cancelled the show. */
        SHOW
    }

    Mono<Void> addCancellation(BookingId booking, Cancelled cancelled, String reason, Origin origin);

    Mono<Cancelled> findCancellation(RefundId id);
}
