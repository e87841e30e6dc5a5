package io.onsale.ticket.refund;

import io.onsale.kernel.money.Money;
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
        WRONG_AMOUNT
    }

    /** Tickets that were given back. */
    record Cancelled(String cancellationId, List<String> ticketIds, Money amount, Money fee) {}

    /** @param sendAfter from when on the loop may send it */
    Mono<Void> add(Refund refund, Cause cause, Duration sendAfter);

    Mono<Boolean> exists(String paymentId, Cause cause);

    Mono<Boolean> isDone(String refundId);

    /** The refund if it can be sent now: it is not done, and every earlier one of its payment is. */
    Mono<Refund> findNext(String refundId);

    Mono<Void> markDone(String refundId);

    /** The first unfinished refund of each payment that is due; nobody else gets them for a while that grows with the tries. */
    Flux<Refund> claimDue(int limit);

    Mono<Void> addCancellation(String bookingId, Cancelled cancelled, String reason);

    Mono<Cancelled> findCancellation(String cancellationId);
}
