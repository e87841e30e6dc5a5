package io.onsale.ticket.payment;

import io.onsale.kernel.money.Money;
import io.onsale.ticket.booking.PaymentId;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Payments and their attempts. Changed only under the lock of their booking. Times are the database's: nodes do not compare their
 * clocks.
 */
public interface Payments {
    /**
     * An open attempt to ask about.
     *
     * @param isOver a payment that is not paid now was not charged by this attempt
     */
    record DueAttempt(Attempt attempt, boolean isOver) {}

    /**
     * A payment to ask about.
     *
     * @param isLast the next answer is the last one
     */
    record Watched(PaymentId paymentId, boolean isLast) {}

    /** What became of the request to watch a payment. */
    enum WatchOutcome {
        WATCHED,
        /** We have no such payment. */
        UNKNOWN_PAYMENT
    }

    Mono<Void> add(Payment payment);

    Mono<Payment> find(PaymentId paymentId);

    /** Says that the money is here. From now on it is watched as {@link Watch#PAID}. */
    Mono<Void> markPaid(PaymentId paymentId, String providerStatus);

    /** Says how much of a payment is back or on its way back, minor units; never more than was paid. */
    Mono<Void> setRefunded(PaymentId paymentId, long amount);

    /** Counts money as given back. Errors with {@link IllegalStateException} if that were more than was paid. */
    Mono<Void> addRefunded(PaymentId paymentId, Money amount);

    /**
     * Starts an attempt; {@code SENT}.
     *
     * @param askAfter when others begin to ask the provider about it
     * @param giveUpAfter when a payment that is not paid was not charged by it
     */
    Mono<Void> startAttempt(AttemptId attemptId, PaymentId paymentId, Duration askAfter, Duration giveUpAfter);

    /**
     * Whether the attempt may still be sent to the provider: nobody has settled it or given it up, and it was started no longer ago than
     * {@code within}.
     */
    Mono<Boolean> maySend(AttemptId attemptId, Duration within);

    Mono<Attempt> findAttempt(AttemptId attemptId);

    Mono<Attempt> findOpenAttempt(PaymentId paymentId);

    /** Settles this attempt if it is open, and no other. */
    Mono<Void> decline(AttemptId attemptId, String reason);

    /** Settles the open attempt of a payment, or else its latest, as paid. */
    Mono<Void> markAttemptPaid(PaymentId paymentId);

    /** Says that the provider's answer did not tell. */
    Mono<Void> markUnknown(AttemptId attemptId, Duration askAfter, Duration giveUpAfter);

    /** Open attempts that are due to be asked about; nobody else gets them for {@code lease}. */
    Flux<DueAttempt> leaseOpen(Duration lease, int limit);

    /** From now on the payment is watched as {@link Watch#UNPAID}, if it is not paid. */
    Mono<Void> watch(PaymentId paymentId);

    /** Asks about the payment at once, and from then on as if its watch had just begun. */
    Mono<WatchOutcome> watchAnew(PaymentId paymentId);

    /** Watched payments that are due; nobody else gets them for {@code lease}. */
    Flux<Watched> leaseWatched(Duration lease, int limit);

    /** Says that the provider has answered about a watched payment: the next pause is longer, or there is none. */
    Mono<Void> looked(PaymentId paymentId);
}
